<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Kill;

use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Operation\OperationRequest;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Storm\Desk;
use Paygent\Payments\Tests\Storm\World;
use Paygent\Payments\Tests\Storm\WorldSettings;
use Paygent\Payments\Tests\Support\Shop\ShopTables;

/** Everything that is killed at each of its statements. */
final class Scenarios
{
    private const AMOUNT = 1_980;

    /** @return array<string, Scenario> */
    public static function all(): array
    {
        $lower = self::AMOUNT - 500;
        $higher = self::AMOUNT + 500;

        return [
            'pay by card' => new Scenario(self::order(...), self::pay(...)),
            'pay by card, sold at once' => new Scenario(
                static fn (Desk $desk, World $world): array => [...self::order($desk, $world), 'revision' => WorldSettings::SOLD_AT_ONCE],
                self::pay(...),
            ),
            'pay with 3-D Secure' => new Scenario(
                static fn (Desk $desk, World $world): array => [...self::order($desk, $world), 'revision' => WorldSettings::WITH_3DS],
                self::payWithReturn(...),
            ),
            'card declined, stock given back' => new Scenario(
                static fn (Desk $desk, World $world): array => self::order($desk, $world, Customer::DECLINED),
                self::pay(...),
            ),
            'take a number of a store' => new Scenario(self::order(...), self::takeNumber(...)),
            'sell' => new Scenario(self::authorized(...), self::operation(Operation::Capture)),
            'cancel' => new Scenario(self::authorized(...), self::operation(Operation::Cancel)),
            'refund' => new Scenario(self::sold(...), self::operation(Operation::Refund)),
            'amend down at 20' => new Scenario(self::total(self::authorized(...), $lower), self::operation(Operation::AmendDown)),
            'amend up at 20' => new Scenario(self::total(self::authorized(...), $higher), self::operation(Operation::AmendUp)),
            'amend down at 40' => new Scenario(self::total(self::sold(...), $lower), self::operation(Operation::AmendDown)),
            'amend up at 40' => new Scenario(self::total(self::sold(...), $higher), self::operation(Operation::AmendUp)),
            'settle a lost answer' => new Scenario(self::lost(...), self::settle(...)),
            'take a notice and apply it' => new Scenario(self::noticed(...), self::takeNotice(...), true),
            'deliver what was left' => new Scenario(self::undelivered(...), self::deliver(...), true),
        ];
    }

    /** @return array<string, string> */
    private static function order(Desk $desk, World $world, string $card = Customer::CARD): array
    {
        return [
            'order' => ShopTables::order($desk->shopConnection, self::AMOUNT),
            'card_token' => $world->paygent->cardToken($card, name: 'BAVYA'),
            'revision' => WorldSettings::PLAIN,
        ];
    }

    /** @return array<string, string> */
    private static function authorized(Desk $desk, World $world): array
    {
        $order = self::order($desk, $world);
        self::pay($desk, $world, $order);

        return $order;
    }

    /** @return array<string, string> */
    private static function sold(Desk $desk, World $world): array
    {
        $order = self::authorized($desk, $world);
        $desk->engine->operations->run(new OperationRequest($order['order'], Operation::Capture, 'operator', 'before'));

        return $order;
    }

    /**
     * With another total of the order afterwards.
     *
     * @param \Closure(Desk, World): array<string, string> $before
     *
     * @return \Closure(Desk, World): array<string, string>
     */
    private static function total(\Closure $before, int $amount): \Closure
    {
        return /** @return array<string, string> */ static function (Desk $desk, World $world) use ($before, $amount): array {
            $order = $before($desk, $world);
            $desk->shopConnection->update('shop_order', ['amount' => $amount], ['ref' => $order['order']]);

            return $order;
        };
    }

    /**
     * 020 is done but not answered, and 094 fails: still unknown.
     *
     * @return array<string, string>
     */
    private static function lost(Desk $desk, World $world): array
    {
        $order = self::order($desk, $world);
        $world->paygent->tool->fault(['kind' => '020', 'do' => ['swallow' => true]]);
        $world->paygent->tool->fault(['kind' => '094', 'do' => ['http_status' => 503]]);
        self::pay($desk, $world, $order);

        return $order;
    }

    /**
     * A number is paid at the store, and Paygent tells of it.
     *
     * @return array<string, string>
     */
    private static function noticed(Desk $desk, World $world): array
    {
        $order = self::order($desk, $world);
        self::takeNumber($desk, $world, $order);
        $paymentId = $desk->engine->payments->ofOrder($order['order'])[0]->paymentId ?? '';
        $world->paygent->tool->move($paymentId, '43');
        $world->paygent->tool->move($paymentId, '40');

        return $order + ['payment_id' => $paymentId];
    }

    /**
     * Refused, but the shop was not told: as if killed before.
     *
     * @return array<string, string>
     */
    private static function undelivered(Desk $desk, World $world): array
    {
        $order = self::order($desk, $world, Customer::DECLINED);
        $db = $desk->engine->database;
        self::pay($desk, $world, $order);
        // Back to the moment before the delivery, in the shop as well.
        $db->transaction(static function () use ($db, $order): void {
            $db->execute("UPDATE {effect} SET state = 'pending' WHERE order_ref = ?", [$order['order']]);
            $db->execute("UPDATE {hold} SET state = 'held' WHERE order_ref = ?", [$order['order']]);
            $db->execute('UPDATE shop_stock SET quantity = quantity - 1');
            $db->execute('UPDATE shop_points SET balance = balance - 100 WHERE customer = ?', ['customer-' . $order['order']]);
        });

        return $order;
    }

    /** @param array<string, string> $with */
    private static function pay(Desk $desk, World $world, array $with): void
    {
        $desk->settings->active = $with['revision'] ?? WorldSettings::PLAIN;
        $desk->engine->checkout->start(
            $desk->account,
            $with['order'],
            MethodId::Card,
            EngineBench::buyer(),
            ['card_token' => $with['card_token'], 'payment_class' => '10'],
        );
    }

    /** @param array<string, string> $with */
    private static function payWithReturn(Desk $desk, World $world, array $with): void
    {
        $desk->settings->active = $with['revision'];
        $started = $desk->engine->checkout->start(
            $desk->account,
            $with['order'],
            MethodId::Card,
            EngineBench::buyer(),
            ['card_token' => $with['card_token'], 'payment_class' => '10'],
        );
        $fields = Customer::atTheShop((new Customer($world->paygent))->open($started->step))->fields();
        $token = $fields[ReturnDoor::PARAMETER];
        unset($fields[ReturnDoor::PARAMETER]);
        $desk->engine->checkout->resume($token, $fields);
    }

    /** @param array<string, string> $with */
    private static function takeNumber(Desk $desk, World $world, array $with): void
    {
        $desk->engine->checkout->start(
            $desk->account,
            $with['order'],
            MethodId::Conveni,
            EngineBench::buyer(),
            ['cvs_company_id' => '00C001'],
        );
    }

    /** @return \Closure(Desk, World, array<string, string>): void */
    private static function operation(Operation $operation): \Closure
    {
        return static function (Desk $desk, World $world, array $with) use ($operation): void {
            /** @var array<string, string> $with */
            $desk->engine->operations->run(new OperationRequest($with['order'], $operation, 'operator', 'form'));
        };
    }

    /** @param array<string, string> $with */
    private static function settle(Desk $desk, World $world, array $with): void
    {
        foreach ($desk->engine->intents->openOf($with['order']) as $intent) {
            $desk->engine->settler->settle($intent);
        }
        $desk->engine->delivery->deliver($with['order']);
    }

    /** @param array<string, string> $with */
    private static function takeNotice(Desk $desk, World $world, array $with): void
    {
        foreach ($world->notices() as $notice) {
            if (($notice['payment_id'] ?? '') === $with['payment_id']) {
                $desk->engine->intake->receive($desk->account, $notice);
            }
        }
        $desk->engine->applier->apply();
    }

    /** @param array<string, string> $with */
    private static function deliver(Desk $desk, World $world, array $with): void
    {
        $desk->engine->delivery->deliver();
    }
}
