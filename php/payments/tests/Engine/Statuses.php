<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Tests\Support\Page;

/** Brings an order's payment into a status: by telegrams, the customer, the tool, the clock; else told. */
final class Statuses
{
    /** "type:carrier:status" => what is done after the order was placed. */
    private const WAYS = [
        '01:-:10' => [], '01:-:12' => ['90d'], '01:-:40' => ['40'],
        '02:-:20' => [], '02:-:40' => ['capture'], '02:-:32' => ['cancel'], '02:-:33' => ['61d'],
        '02:-:41' => ['capture', '61d'], '02:-:60' => ['capture', 'refund'], '02:-:10' => ['wrong input'], '02:-:11' => ['declined'],
        '03:-:10' => [], '03:-:12' => ['90d'], '03:-:43' => ['43'], '03:-:40' => ['43', '40'], '03:-:61' => ['43', '61'],
        '05:-:10' => ['unknown'], '05:-:15' => ['abort'], '05:-:40' => ['pay'],
        '06:5:10' => ['page'], '06:5:15' => ['stop'], '06:5:21' => [], '06:5:33' => ['200d'], '06:5:40' => ['capture'],
        '06:5:44' => ['capture', '40h'], '06:5:41' => ['capture', '40h', '200d'], '06:5:60' => ['cancel'],
        '06:5:62' => ['cancel', '40h'], '06:5:30' => ['silent capture'], '06:5:34' => ['silent amend_down'],
        '06:5:42 cancel' => ['silent cancel'], '06:5:42 refund' => ['capture', '40h', 'silent refund'],
        '06:4:10' => ['page'], '06:4:15' => ['stop'], '06:4:20' => [], '06:4:32' => ['cancel'], '06:4:33' => ['200d'],
        '06:4:40' => ['capture'], '06:4:41' => ['capture', '200d'], '06:4:60' => ['capture', 'refund'],
        '06:6:10' => ['page'], '06:6:15' => ['stop'], '06:6:21' => [], '06:6:32' => ['cancel'], '06:6:33' => ['200d'],
        '06:6:40' => ['capture'], '06:6:41' => ['capture', '200d'], '06:6:60' => ['capture', 'refund'],
        '07:-:10' => [], '07:-:12' => ['31d'], '07:-:16' => ['31d', '60d'], '07:-:40' => ['40'],
        '22:-:20' => [], '22:-:32' => ['cancel'], '22:-:33' => ['200d'], '22:-:40' => ['capture'],
        '22:-:41' => ['capture', '200d'], '22:-:60' => ['capture', 'refund'], '22:-:30' => ['silent capture'],
        '22:-:31' => ['silent cancel'], '22:-:42' => ['capture', 'silent refund'],
    ];

    private const METHODS = [
        '01:-' => MethodId::Atm, '02:-' => MethodId::Card, '03:-' => MethodId::Conveni, '05:-' => MethodId::BankNet,
        '06:5' => MethodId::Docomo, '06:4' => MethodId::Au, '06:6' => MethodId::Softbank, '06:-' => MethodId::LinkCarrier,
        '07:-' => MethodId::VirtualAccount, '22:-' => MethodId::Paidy,
    ];

    /** Why a status is told: by "type:carrier:status", else by "type:carrier", else by the status. */
    private const TOLD_BECAUSE = [
        '02:-:13' => '3-D Secure 1.0 ends in 11',
        '02:-:14' => '3-D Secure 1.0 stands in 10',
        '02:-:15' => 'the blocker leaves no payment id',
        '02:-:17' => 'a validity check has no order',
        '02:-:22' => 'a validity check has no order',
        '02:-:30' => 'passed within one telegram',
        '02:-:31' => 'passed within one telegram',
        '02:-:42' => 'passed within one telegram',
        '02:-:50' => 'passed within one telegram',
        '06:-' => '094 of the sandbox always tells the carrier',
        '06:5:20' => 'the buyer\'s return makes it 21 at once',
        '06:6:20' => '21 follows at once',
        '22:-' => 'no such status in the Paidy annex',
        '35' => 'only in the list of specification 1.2.13',
        '36' => 'only in the list of specification 1.2.13',
    ];

    public static function whyTold(string $key): string
    {
        [$type, $carrier, $status] = explode(':', explode(' ', $key)[0]);

        return self::TOLD_BECAUSE["$type:$carrier:$status"] ?? self::TOLD_BECAUSE["$type:$carrier"] ?? self::TOLD_BECAUSE[$status]
            ?? throw new \OutOfBoundsException("nobody says why $key is told");
    }

    public function __construct(private readonly EngineBench $bench, private readonly Customer $customer) {}

    /** Whether the sandbox gets there without being made to say so. */
    public static function isReached(string $key): bool
    {
        return isset(self::WAYS[$key]);
    }

    /**
     * @param string $key "type:carrier:status", with " operation" where that decides the way
     *
     * @return string the order
     */
    public function reach(string $key): string
    {
        [$type, $carrier] = explode(':', $key);
        $method = self::METHODS["$type:$carrier"];
        $ways = self::WAYS[$key] ?? null;
        if ($ways === null) {
            return $this->told($method, explode(' ', explode(':', $key)[2])[0]);
        }
        $order = $this->bench->order();
        $first = $ways[0] ?? '';
        $this->begin($order, $method, $first);
        $this->bench->notice();
        foreach ($ways as $way) {
            $this->go($order, $way);
        }
        $this->bench->notice();

        return $order;
    }

    private function begin(string $order, MethodId $method, string $first): void
    {
        $input = match ($first) {
            'wrong input' => $this->bench->input($method, '4900000000008244'),
            'declined' => $this->bench->input($method, Customer::DECLINED),
            default => null,
        };
        $step = $this->bench->pay($order, $method, $input);
        match ($method) {
            MethodId::Card, MethodId::Atm, MethodId::Conveni, MethodId::VirtualAccount => null,
            MethodId::Paidy => $this->bench->come($this->customer->atPaidy($step)),
            MethodId::BankNet => $this->bench->come($this->customer->atTheBank($this->customer->open($step), $first)),
            MethodId::LinkCarrier => $this->customer->payLinkCarrier($this->customer->open($step), MethodId::Softbank),
            default => $this->atTheCarrier($this->customer->open($step), $method, $first),
        };
    }

    private function atTheCarrier(Page $page, MethodId $carrier, string $first): void
    {
        if ($carrier !== MethodId::Softbank) {
            $page = $this->customer->open($this->bench->come($this->customer->loginAtCarrier($page)));
        }
        if ($first === 'page') {
            $this->bench->work();

            return;
        }
        $button = $first === 'stop' ? 'stop' : 'buy';
        $this->bench->come(Customer::atTheShop($this->customer->atTheCarrier($page, $button, $carrier)));
    }

    private function go(string $order, string $way): void
    {
        if (preg_match('/^\d+[dh]$/', $way) === 1) {
            $this->bench->advance($way);
        } elseif (preg_match('/^\d+$/', $way) === 1) {
            $id = $this->bench->engine->payments->ofOrder($order)[0]->paymentId;
            $this->bench->paygent->tool->move($id, $way, ['bank_code' => '0001']);
            $this->bench->notice();
        } elseif (str_starts_with($way, 'silent ')) {
            $this->silent($order, Operation::from(substr($way, 7)));
        } elseif (Operation::tryFrom($way) !== null) {
            $this->bench->operate($order, Operation::from($way));
        }
    }

    /** Behind Paygent nobody answers: it stands between two statuses. */
    private function silent(string $order, Operation $operation): void
    {
        $name = $this->bench->payment($order)->paymentType === '22' ? 'paidy_timeout' : 'carrier_timeout';
        $this->bench->paygent->tool->fault(['do' => [$name => true]]);
        if ($operation->changesAmount()) {
            $this->bench->changeTotal($order, 2980);
        }
        $this->bench->operate($order, $operation);
        $this->bench->paygent->tool->clearFaults();
    }

    private function told(MethodId $method, string $status): string
    {
        if ($method === MethodId::Card && \in_array($status, ['42', '50'], true)) {
            return $this->toldInARefund($status);
        }
        $order = $this->bench->order();
        $this->bench->paygent->tool->fault(['kind' => 'notice', 'times' => 0, 'do' => ['status' => $status]]);
        if ($method === MethodId::Paidy && $status === '10') {
            $this->customer->atPaidy($this->bench->pay($order, $method)); // who has not come back yet
        } else {
            $this->begin($order, $method, '');
        }
        $this->inquiriesSay($order, $status);
        $this->bench->notice();
        $this->bench->paygent->tool->clearFaults();

        return $order;
    }

    /** The refund stops half way: it is refused as being done, and 094 shows where it stands. */
    private function toldInARefund(string $status): string
    {
        $order = $this->bench->order();
        $this->begin($order, MethodId::Card, '');
        $this->bench->operate($order, Operation::Capture);
        $this->inquiriesSay($order, $status);
        $this->bench->paygent->tool->fault(['kind' => '023', 'do' => [
            'answer' => ['result' => '1', 'response_code' => '2004', 'response_detail' => ''],
        ]]);
        $this->bench->operate($order, Operation::Refund);
        $this->bench->paygent->tool->clearFaults();

        return $order;
    }

    private function inquiriesSay(string $order, string $status): void
    {
        $tool = $this->bench->paygent->tool;
        $id = $tool->payments($this->bench->attempt($order)->tradingId)[0]['payment_id'] ?? '';
        $shown = $this->bench->elsewhere('094', \is_string($id) ? $id : '')->rows[0] ?? [];
        if ($this->bench->attempt($order)->method === MethodId::LinkCarrier) {
            unset($shown['career_type']);
        }
        $tool->fault(['kind' => '094', 'times' => 0, 'do' => ['answer' => ['result' => '0', 'payment_status' => $status] + $shown]]);
    }
}
