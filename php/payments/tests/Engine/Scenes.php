<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\PaidyWindow;

/** Brings an order to where a status of its payment is told next, and has it told (MappingTest). */
final class Scenes
{
    private OrderState $before = OrderState::Purchasing;

    public function __construct(private readonly EngineBench $bench, private readonly Customer $customer) {}

    /** Where the order was when the notice came. */
    public function before(): OrderState
    {
        return $this->before;
    }

    /** @return string the order */
    public function play(string $key): string
    {
        [$type, $status] = explode(':', $key);
        if (isset(ToldRows::TOLD[$key])) {
            return $this->told($key, $type, $status);
        }

        return match ($type) {
            '01', '03', '07' => $this->number($key),
            '02' => $this->card($key),
            '05' => $this->bank($status),
            '06' => $this->carrier($key),
            default => $this->paidy($key),
        };
    }

    private function told(string $key, string $type, string $status): string
    {
        if (\in_array($key, ToldRows::PURCHASING, true)) {
            return $this->toldOnThePage($status);
        }
        if ($key === '22:10:') {
            return $this->toldInTheWindow($status);
        }
        $order = match ($type) {
            '02' => $this->placed(MethodId::Card),
            '03' => $this->placed(MethodId::Conveni),
            '06' => $this->bought(MethodId::Docomo),
            default => $this->paidyPlaced(),
        };
        $this->ready($order);
        $id = $this->bench->engine->payments->ofOrder($order)[0]->paymentId;
        (new Telling($this->bench))->status($id, $status, fn () => match ($type) {
            '02' => $this->bench->elsewhere('022', $id),
            '03' => $this->bench->paygent->tool->move($id, '43'),
            '06' => $this->bench->elsewhere('101', $id),
            default => $this->bench->elsewhere('341', $id),
        });

        return $order;
    }

    /** The page of 3-D Secure 1.0, from which nobody has come back to the shop. */
    private function toldOnThePage(string $status): string
    {
        $this->bench->settings->card(['threeDSecure' => ThreeDSecure::V1]);
        $order = $this->bench->order();
        $page = $this->customer->open($this->bench->pay($order, MethodId::Card));
        $this->ready($order);
        $id = $this->bench->engine->payments->ofOrder($order)[0]->paymentId;
        (new Telling($this->bench))->status($id, $status, fn () => $this->customer->passThreeDSecure1($page));

        return $order;
    }

    /** Paidy's window, from which nobody has come back: the payment is not known yet. */
    private function toldInTheWindow(string $status): string
    {
        $order = $this->bench->order();
        $step = $this->bench->pay($order, MethodId::Paidy);
        if (!$step instanceof OpenPaidy) {
            throw new \LogicException('no window of Paidy');
        }
        $this->bench->paygent->tool->fault(['kind' => 'notice', 'times' => 0, 'do' => ['status' => $status]]);
        PaidyWindow::walk($this->bench->paygent, $step);
        $payment = $this->bench->paygent->tool->payments($this->bench->attempt($order)->tradingId)[0]['payment_id'] ?? '';
        (new Telling($this->bench))->status(\is_string($payment) ? $payment : '', $status, static fn (): null => null);

        return $order;
    }

    private function number(string $key): string
    {
        $tool = $this->bench->paygent->tool;
        [$type, $status, $case] = explode(':', $key);
        $method = ['01' => MethodId::Atm, '03' => MethodId::Conveni, '07' => MethodId::VirtualAccount][$type];
        $order = $this->bench->order();
        $this->bench->pay($order, $method);
        $this->before = $this->bench->state($order);
        if ($status === '10') {
            return $order;
        }
        $this->ready($order);
        $id = $this->bench->engine->payments->ofOrder($order)[0]->paymentId;
        if ($status === '12' || $status === '16') {
            $tool->advance($status === '16' ? '90d' : '40d');
        } elseif ($type === '07') {
            $tool->move($id, '40', ['' => [], 'clear_detail_02' => ['amount' => EngineBench::AMOUNT - 5],
                'clear_detail_other' => ['amount' => EngineBench::AMOUNT - 500]][$case]);
        } elseif ($type === '01') {
            $tool->move($id, '40', ['bank_code' => '0001']);
        } else {
            $tool->move($id, '43');
            if ($case === 'after_43') {
                $this->ready($order);
            }
            if ($status !== '43') {
                $tool->move($id, $status);
            }
            if ($status === '61' && $case === '') {
                $this->forgetThe('43');
            }
        }

        return $order;
    }

    private function card(string $key): string
    {
        $bench = $this->bench;
        [, $status, $case] = explode(':', $key);
        if ($status === '20' && $case === '') {
            $order = $bench->order();
            $this->customer->payLinkCard($this->customer->open($bench->pay($order, MethodId::LinkCard)));

            return $order;
        }
        $order = $status === '10' ? $this->correctable() : $this->placed(MethodId::Card);
        if ($status === '10') {
            return $order;
        }
        $this->ready($order);
        $id = $bench->payment($order)->paymentId;
        if ($case === 'amend_new') {
            if ($status === '40') {
                $bench->operate($order, Operation::Capture);
            }
            $bench->changeTotal($order, 2000);
            $this->ready($order);
            $bench->operate($order, Operation::AmendDown);
            $this->before = $bench->state($order);

            return $order;
        }
        match ($status) {
            '32' => $bench->elsewhere('021', $id),
            '33' => $bench->paygent->tool->advance('61d'),
            '40' => $bench->elsewhere('022', $id),
            default => $this->soldThen($order, $id),
        };

        return $order;
    }

    private function soldThen(string $order, string $id): void
    {
        $this->bench->elsewhere('022', $id);
        $this->ready($order);
        $this->bench->elsewhere('023', $id);
    }

    private function correctable(): string
    {
        $order = $this->bench->order();
        $this->bench->pay($order, MethodId::Card, $this->bench->input(MethodId::Card, '4900000000008244'));

        return $order;
    }

    private function bank(string $status): string
    {
        $order = $this->bench->order();
        $banks = $this->customer->open($this->bench->pay($order, MethodId::BankNet));
        if ($status === '40') {
            $this->customer->atTheBank($banks, 'pay');

            return $order;
        }
        $this->customer->atTheBank($banks, 'unknown');
        if ($status === '15') {
            $this->ready($order);
            $this->bench->paygent->tool->advance('12d');
        }

        return $order;
    }

    private function carrier(string $key): string
    {
        $bench = $this->bench;
        [, $status, $case] = explode(':', $key);
        if (\in_array($status, ['10', '15', '20', '21'], true)) {
            return $this->atTheCarrier($status);
        }
        $carrier = $status === '32' ? MethodId::Softbank : MethodId::Docomo;
        $order = $this->bought($carrier);
        $this->ready($order);
        $id = $bench->payment($order)->paymentId;
        if ($case === 'amend_new') {
            $bench->changeTotal($order, 2000);
            $bench->operate($order, Operation::AmendDown);

            return $order;
        }
        $bench->elsewhere(\in_array($status, ['40', '44'], true) ? '101' : '102', $id);
        if ($status === '44' || $status === '62') {
            $this->forgetThe($status === '44' ? '40' : '60');
            $bench->paygent->tool->advance('30h');
        }

        return $order;
    }

    /** The customer at the carrier, who does not come back to the shop. */
    private function atTheCarrier(string $status): string
    {
        $bench = $this->bench;
        $order = $bench->order();
        $carrier = $status === '20' ? MethodId::Au : MethodId::Softbank;
        $page = $this->customer->open($bench->pay($order, $carrier));
        if ($carrier === MethodId::Au) {
            $page = $this->customer->open($bench->come($this->customer->loginAtCarrier($page)));
        }
        if ($status !== '10') {
            $this->customer->atTheCarrier($page, $status === '15' ? 'stop' : 'buy', $carrier);
        }
        if ($status === '21') {
            $this->forgetThe('20');
        }

        return $order;
    }

    private function paidy(string $key): string
    {
        $bench = $this->bench;
        $tool = $bench->paygent->tool;
        [, $status, $case] = explode(':', $key);
        if ($status === '20' && \in_array($case, ['', 'second_payment'], true)) {
            return $this->atPaidy($case);
        }
        $order = $this->paidyPlaced();
        $id = $bench->payment($order)->paymentId;
        if ($case === 'resent') {
            return $order; // its own notice comes after the answer
        }
        if ($status === '20') {
            $tool->fault(['kind' => '341', 'do' => ['paidy_timeout' => true, 'then' => 'failure']]);
            $bench->elsewhere('341', $id);
        } elseif (\in_array($status, ['32', '33'], true)) {
            $this->ready($order);
            $status === '32' ? $bench->elsewhere('340', $id) : $tool->advance('100d');

            return $order;
        } else {
            $this->ready($order);
            $bench->operate($order, Operation::Capture);
        }
        if ($status === '40' && $case === '') {
            $this->before = $bench->state($order);

            return $order;
        }
        $this->ready($order);
        match ($case) {
            'rest_of_partial_refund', 'partial_refund_old' => $this->partly($order),
            'operation_failed' => $this->fails($status, $id),
            'not_ours' => $bench->elsewhere('342', $id),
            default => $bench->operate($order, Operation::Refund),
        };
        $this->before = $bench->state($order);

        return $order;
    }

    private function partly(string $order): void
    {
        $this->bench->changeTotal($order, 2000);
        $this->bench->operate($order, Operation::RefundPartial);
    }

    private function fails(string $status, string $id): void
    {
        $tool = $this->bench->paygent->tool;
        if ($status === '40') {
            $tool->fault(['kind' => '342', 'do' => ['paidy_timeout' => true, 'then' => 'failure']]);
            $this->bench->elsewhere('342', $id);
        }
        $tool->advance('1h');
    }

    private function atPaidy(string $case): string
    {
        $bench = $this->bench;
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Paidy);
        if (!$step instanceof OpenPaidy) {
            throw new \LogicException('no window of Paidy');
        }
        PaidyWindow::walk($bench->paygent, $step);
        if ($case === 'second_payment') {
            $this->ready($order);
            PaidyWindow::walk($bench->paygent, $step);
        }

        return $order;
    }

    private function placed(MethodId $method): string
    {
        $order = $this->bench->order();
        $this->bench->pay($order, $method);

        return $order;
    }

    private function bought(MethodId $carrier): string
    {
        $order = $this->bench->order();
        $page = $this->customer->open($this->bench->pay($order, $carrier));
        if ($carrier !== MethodId::Softbank) {
            $page = $this->customer->open($this->bench->come($this->customer->loginAtCarrier($page)));
        }
        $this->bench->come(Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', $carrier)));

        return $order;
    }

    private function paidyPlaced(): string
    {
        $order = $this->bench->order();
        $this->bench->come($this->customer->atPaidy($this->bench->pay($order, MethodId::Paidy)));
        $this->before = $this->bench->state($order);

        return $order;
    }

    /** What was told so far is done with. */
    private function ready(string $order): void
    {
        $this->bench->notice();
        $this->before = $this->bench->state($order);
    }

    /** The notices so far are lost, but for those that are no $status. */
    private function forgetThe(string $status): void
    {
        foreach ($this->bench->taken() as $fields) {
            if ($fields['payment_status'] !== $status) {
                $this->bench->receive($fields);
            }
        }
    }
}
