<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support\Shop;

/** What SqlShop wants to hear of its record of things done. */
enum Wish
{
    case IfNew;
    case IfOld;
}
