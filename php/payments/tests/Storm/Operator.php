<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Operation\OperationRequest;
use Paygent\Payments\Rules\Offer;
use Paygent\Payments\Rules\Operation;

/** Somebody of the shop who clicks about: allowed or not, twice, and on what a colleague has open. */
final class Operator
{
    private int $clicks = 0;

    public function __construct(private readonly Desk $desk, private readonly Dice $dice, private readonly string $name) {}

    /** One order, one or two clicks. */
    public function click(): void
    {
        $orders = $this->desk->shopConnection->fetchFirstColumn(
            "SELECT ref FROM shop_order WHERE state IN ('placed', 'paid') ORDER BY ref",
        );
        if ($orders === []) {
            usleep(50_000);

            return;
        }
        $order = $orders[$this->dice->number(0, 1_000_000) % \count($orders)];
        $order = \is_string($order) ? $order : '';
        if ($this->dice->chance(25)) {
            $this->changeTotal($order);
        }
        if ($this->dice->chance(2)) {
            $this->desk->shopConnection->update('shop_order', ['shipped' => 1], ['ref' => $order]);
        }
        $operation = $this->operation($order);
        if ($operation === null) {
            return;
        }
        $nonce = $this->dice->chance(20) ? 'the same form' : $this->name . ++$this->clicks;
        for ($click = $this->dice->chance(15) ? 2 : 1; $click > 0; --$click) {
            $this->desk->engine->operations->run(new OperationRequest($order, $operation, $this->name, $nonce));
        }
    }

    private function changeTotal(string $order): void
    {
        $this->desk->shopConnection->update('shop_order', ['amount' => $this->dice->number(500, 20_000)], ['ref' => $order]);
    }

    private function operation(string $order): ?Operation
    {
        if ($this->dice->chance(20)) {
            $all = Operation::ofShop();

            return $all === [] ? null : $this->dice->of($all);
        }
        $allowed = array_values(array_filter(
            $this->desk->engine->operations->offers($order),
            static fn (Offer $offer): bool => $offer->isAllowed(),
        ));

        return $allowed === [] ? null : $this->dice->of($allowed)->operation;
    }
}
