<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support\Shop;

/** Ways in which shops keep their data. */
enum ShopHabit: string
{
    /** The engine's tables beside the shop's; a transaction is begun where one is needed. */
    case BesideTheEngine = 'beside the engine';
    /** The same with autocommit off, as a framework's listener does it: always in a transaction. */
    case AutocommitOff = 'autocommit off';
    /** A data base of its own: the engine's receipt cannot be used. */
    case AnotherDatabase = 'another data base';
}
