<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Shop\ShopPort;

/**
 * A shop as PortContract needs it: its port on the real data base of the shop, and what lies around it.
 *
 * Every method may be called in forked child processes, so none keeps a connection: each makes its own.
 */
interface ShopUnderTest
{
    /** A new connection for the engine, to where its tables are to be. Watched, see WatchMiddleware. */
    public function engineConnection(StatementWatch $watch): Connection;

    /** A port with a new connection of its own, watched. */
    public function port(StatementWatch $watch): ShopPort;

    /**
     * Makes an order in OrderState::Purchasing with at least one thing to hold; there is stock enough.
     *
     * @return string order ref
     */
    public function order(int $amount): string;

    /** Changes the order's total as another process of the shop would. */
    public function changeAmount(string $orderRef, int $amount): void;

    /** Lets the next hold() find nothing to take, until called with another order. */
    public function sellOut(string $orderRef): void;

    /**
     * Begins a transaction on the port's own connection and changes the order in it, without committing: what
     * shop code before the payment may have left behind.
     */
    public function leaveWorkOpen(ShopPort $port, string $orderRef): void;

    /**
     * All that holds and effects change, as numbers, as committed now: stock left, points left, points
     * granted, mails sent, a number for the order's state … A thing done twice must show.
     *
     * @return array<string, int>
     */
    public function figures(string $orderRef): array;
}
