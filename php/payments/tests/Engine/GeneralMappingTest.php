<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Rules\Table;
use PHPUnit\Framework\Attributes\DataProvider;

/** The rows of notification_mapping.csv for every type and status (`*`), each by a real notice. */
final class GeneralMappingTest extends EngineTestCase
{
    /** @return iterable<string, array{string, array<string, string>}> */
    public static function rows(): iterable
    {
        foreach (Table::read('notification_mapping.csv') as $row) {
            if ($row['payment_type'] === '*') {
                yield "*:*:{$row['case']} → {$row['ours_order_effect']}" => [$row['case'], $row];
            }
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testRow(string $case, array $row): void
    {
        $bench = $this->bench();
        $order = $this->play($bench, $case);
        $before = $order === '' ? null : [$bench->state($order), $bench->isTaken($order)];
        $calls = $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE kind = 'attention'");

        $bench->notice();

        $reasons = array_column($bench->engine->database->rows('SELECT reason FROM {notice} ORDER BY id'), 'reason');
        $expected = $case === 'not_confirmed' ? 'not_confirmed' : '*:*:' . $case;
        self::assertContains($expected, $reasons, implode(', ', array_map(strval(...), $reasons)));
        self::assertSame($before, $order === '' ? null : [$bench->state($order), $bench->isTaken($order)], 'the order stays as it was');
        if (str_starts_with($case, 'unmatched_alive')) {
            $bench->advance('25h'); // kept and tried again first
        }
        self::assertSame(
            $row['ours_order_effect'] === 'attention',
            $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE kind = 'attention'") > $calls,
            'a person is called',
        );
    }

    /** @return string the order; '' for none */
    private function play(EngineBench $bench, string $case): string
    {
        return match ($case) {
            'older' => $this->older($bench),
            'unknown_code' => $this->told($bench, '99'),
            'unmatched_alive' => $this->nobodys($bench, '40'),
            'unmatched_ended' => $this->nobodys($bench, '12'),
            'mismatch' => $this->mismatch($bench),
            'intent_open' => $this->intentOpen($bench),
            'superseded_ended' => $this->amended($bench, null),
            'superseded_alive' => $this->amended($bench, '40'),
            'attempt_still_open' => $this->stillOpen($bench),
            'other_payment_alive' => $this->otherAlive($bench),
            'paid_twice' => $this->paidTwice($bench),
            'order_closed' => $this->closed($bench),
            'order_shipped' => $this->shipped($bench),
            'not_confirmed' => $this->notConfirmed($bench),
            default => self::fail("no scene for $case"),
        };
    }

    private function older(EngineBench $bench): string
    {
        $order = $this->placed($bench);
        $bench->elsewhere('022', $bench->payment($order)->paymentId);
        $notices = $bench->taken();
        foreach (array_reverse($notices) as $fields) {
            $bench->receive($fields);
            $bench->applier->apply();
        }

        return $order;
    }

    private function told(EngineBench $bench, string $status): string
    {
        $order = $this->placed($bench);
        $bench->notice();
        $id = $bench->payment($order)->paymentId;
        (new Telling($bench))->status($id, $status, static fn () => $bench->elsewhere('022', $id));

        return $order;
    }

    private function nobodys(EngineBench $bench, string $status): string
    {
        $trading = $bench->settings->prefix . 'nobody';
        $bench->elsewhere('010', '', [
            'trading_id' => $trading, 'payment_amount' => 500, 'payment_detail' => '代金', 'payment_detail_kana' => 'ﾀﾞｲｷﾝ',
            'payment_limit_date' => 5, 'customer_family_name' => '山', 'customer_name' => '川',
        ]);
        $id = self::$paygent->tool->payments($trading)[0]['payment_id'] ?? '';
        self::assertIsString($id);
        self::$paygent->tool->move($id, $status, ['bank_code' => '0001']);

        return '';
    }

    private function mismatch(EngineBench $bench): string
    {
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $bench->changeTotal($order, 5000);
        self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');

        return $order;
    }

    /** The sale's answer is lost and 094 does not answer, but its notice comes. */
    private function intentOpen(EngineBench $bench): string
    {
        $order = $this->placed($bench);
        $bench->notice();
        self::$paygent->tool->fault(['kind' => '022', 'do' => ['swallow' => true]]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 0, 'do' => ['http_status' => 503]]);
        self::assertSame('unknown', $bench->operate($order, Operation::Capture)->done->value);

        return $order;
    }

    private function amended(EngineBench $bench, ?string $told): string
    {
        $order = $this->placed($bench);
        $bench->operate($order, Operation::Capture);
        $bench->notice();
        $old = $bench->payment($order)->paymentId;
        $bench->changeTotal($order, 2000);
        if ($told === null) {
            $bench->operate($order, Operation::AmendDown);

            return $order;
        }
        (new Telling($bench))->status($old, $told, static fn () => $bench->operate($order, Operation::AmendDown));

        return $order;
    }

    /** A card refused on the link type's page, which may still be used. */
    private function stillOpen(EngineBench $bench): string
    {
        $order = $bench->order();
        $this->customer->payLinkCard($this->customer->open($bench->pay($order, MethodId::LinkCard)), Customer::DECLINED);
        self::assertSame(AttemptState::Away, $bench->attempt($order)->state);

        return $order;
    }

    /** The page of an earlier attempt ends while the order lives by a card. */
    private function otherAlive(EngineBench $bench): string
    {
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $this->placed($bench, $order);
        $bench->notice();
        $this->customer->atTheCarrier($page, 'stop', MethodId::Softbank);

        return $order;
    }

    private function paidTwice(EngineBench $bench): string
    {
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $this->placed($bench, $order);
        $bench->notice();
        $this->customer->atTheCarrier($page, 'buy', MethodId::Softbank);

        return $order;
    }

    private function closed(EngineBench $bench): string
    {
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $bench->tables->update('shop_order', ['state' => OrderState::Cancelled->value], ['ref' => $order]);
        self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');

        return $order;
    }

    private function shipped(EngineBench $bench): string
    {
        $order = $this->placed($bench);
        $bench->notice();
        $bench->ship($order);
        $bench->elsewhere('021', $bench->payment($order)->paymentId);

        return $order;
    }

    private function notConfirmed(EngineBench $bench): string
    {
        $order = $this->placed($bench);
        $bench->notice();
        $bench->elsewhere('022', $bench->payment($order)->paymentId);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 0, 'do' => [
            'answer' => ['result' => '1', 'response_code' => '9005', 'response_detail' => ''],
        ]]);

        return $order;
    }

    private function placed(EngineBench $bench, ?string $order = null): string
    {
        $order ??= $bench->order();
        $bench->pay($order, MethodId::Card);

        return $order;
    }
}
