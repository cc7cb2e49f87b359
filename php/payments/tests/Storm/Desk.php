<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Account\Account;
use Paygent\Payments\Engine;
use Paygent\Payments\Tests\Support\Shop\SqlShop;

/** What one process of the shop has: an engine and a shop, each on a connection of its own. */
final class Desk
{
    public function __construct(
        public readonly Engine $engine,
        public readonly SqlShop $shop,
        public readonly Connection $shopConnection,
        public readonly Connection $engineConnection,
        public readonly WorldSettings $settings,
        public readonly Account $account,
    ) {}
}
