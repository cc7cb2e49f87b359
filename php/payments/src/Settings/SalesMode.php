<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** When a card payment of the module type is sold (売上). Ours: plugin 1.4.1 always sells later. */
enum SalesMode: string
{
    /** オーソリ only; an operator sells when the goods leave. */
    case Authorize = 'authorize';
    /** Sell right after the authorization: for goods that are delivered at once. */
    case SellAtOnce = 'sell_at_once';
}
