import { Module } from "@nestjs/common";
import { OrdersController } from "./orders.controller.ts";

@Module({ controllers: [OrdersController] })
export class AppModule {}
