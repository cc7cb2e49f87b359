<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop;

/** The states of an order that matter to money; a shop maps its own onto them. */
enum OrderState: string
{
    /** The customer is still buying: 購入処理中, 決済処理中. */
    case Purchasing = 'purchasing';
    /** Completed, not paid: 新規受付 and what the shop does with it later. */
    case Placed = 'placed';
    /** 入金済み */
    case Paid = 'paid';
    /** 注文取消し */
    case Cancelled = 'cancelled';
}
