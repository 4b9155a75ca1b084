import { Controller, Get, Param } from "@nestjs/common";

@Controller()
export class OrdersController {
  @Get("shops/:shop/orders/:order")
  read(@Param("order") order: string) {
    if (order === "bad") throw new Error("the password is secret");
    console.info("order read");
    return { order };
  }

  @Get("slow")
  async slow() {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return { slow: true };
  }
}
