from django.urls import include, path

from shop import views

urlpatterns = [
    path("shops/<str:shop>/orders/", include([path("<str:order>", views.read_order)])),
    path("slow", views.slow),
]
