<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\PaidyWindow;

/** Somebody who wants to pay one order: every choice he makes comes from his dice. */
final class Shopper
{
    private const METHODS = [
        'card' => 30, 'conveni' => 10, 'atm' => 5, 'bank_net' => 6, 'virtual_account' => 5, 'docomo' => 6, 'au' => 6,
        'softbank' => 6, 'paidy' => 6, 'link_card' => 8, 'link_conveni' => 4, 'link_atm' => 3, 'link_bank_net' => 3,
        'link_carrier' => 4,
    ];

    /** Paid, declined, declined for want of money, an input to be corrected (2003). */
    private const CARDS = [Customer::CARD => 85, Customer::DECLINED => 8, '4900000000008244' => 7];

    private const HOLDERS = ['BAVYA' => 70, 'BAVCA' => 15, 'BAVNA' => 8, 'BAVAA' => 7];

    private const TRIES = 3;

    private readonly Customer $customer;

    public function __construct(
        private readonly World $world,
        private readonly Desk $desk,
        private readonly string $order,
        private readonly Dice $dice,
    ) {
        $this->customer = new Customer($world->paygent);
    }

    /** Until he has paid, gives up, or something breaks under his fingers. */
    public function shop(): void
    {
        for ($try = 0; $try < self::TRIES; ++$try) {
            $step = $this->pay(MethodId::from((string) $this->dice->weighted(self::METHODS)));
            if (!$step instanceof Refused || $this->dice->chance(30)) {
                return;
            }
        }
    }

    private function pay(MethodId $method): Step
    {
        $this->desk->settings->active = (string) $this->dice->weighted([
            WorldSettings::PLAIN => 55,
            WorldSettings::WITH_3DS => 30,
            WorldSettings::SOLD_AT_ONCE => 15,
        ]);
        $input = $this->input($method);
        $step = $this->start($method, $input);
        if ($this->dice->chance(6)) {
            // The button pressed twice, or another tab.
            $second = $this->start($method, $input);
            $step = $second instanceof BeingConfirmed ? $step : $second;
        }
        for ($pages = 0; $pages < 4 && $this->leadsAway($step); ++$pages) {
            if ($this->dice->chance(6)) {
                return $step; // closes the window
            }
            $step = $this->away($method, $step);
        }
        if ($step instanceof Instructions) {
            $this->payLater($step);
        }

        return $step;
    }

    private function leadsAway(Step $step): bool
    {
        return $step instanceof GoToUrl || $step instanceof ShowPage || $step instanceof OpenPaidy;
    }

    /** @param array<string, string> $input */
    private function start(MethodId $method, array $input): Step
    {
        return $this->desk->engine->checkout->start($this->desk->account, $this->order, $method, EngineBench::buyer(), $input)->step;
    }

    /** @return array<string, string> */
    private function input(MethodId $method): array
    {
        return match ($method) {
            MethodId::Card => [
                'card_token' => $this->world->paygent->cardToken(
                    (string) $this->dice->weighted(self::CARDS),
                    name: (string) $this->dice->weighted(self::HOLDERS),
                ),
                'payment_class' => '10',
            ],
            MethodId::Conveni => ['cvs_company_id' => $this->dice->of(['00C001', '00C002', '00C016'])],
            default => [],
        };
    }

    /** Through the pages of others and back; perhaps twice, perhaps without coming back. */
    private function away(MethodId $method, Step $step): Step
    {
        $page = $this->walked($method, $step);
        if (!$page->isShop() || $this->dice->chance(8)) {
            return new BeingConfirmed();
        }
        $next = $this->come($page);
        if ($this->dice->chance(8)) {
            $this->come($page);
        }

        return $next;
    }

    private function walked(MethodId $method, Step $step): Page
    {
        if ($step instanceof OpenPaidy) {
            return $this->customer->atPaidy($step, $this->dice->chance(85) ? PaidyWindow::APPROVED : PaidyWindow::REJECTED);
        }
        $page = $this->customer->open($step);

        return $page->isShop() ? $page : match ($method) {
            MethodId::Card => $this->customer->challenged($page, $this->dice->chance(80) ? '14012' : '14042'),
            MethodId::BankNet => $this->customer->atTheBank($page, $this->dice->chance(75) ? 'pay' : $this->dice->of(['abort', 'unknown'])),
            MethodId::Docomo, MethodId::Au, MethodId::Softbank => $this->atTheCarrier($page, $method),
            MethodId::LinkCard => $this->home($this->customer->payLinkCard($page, (string) $this->dice->weighted(self::CARDS))),
            MethodId::LinkConveni => $this->home($this->customer->takeLinkNumber($page, ['cvs_company_id' => '00C001'])),
            MethodId::LinkAtm => $this->home($this->customer->takeLinkNumber($page)),
            MethodId::LinkBankNet => $this->home($this->customer->atTheBank($this->customer->onToProvider($page), 'pay')),
            MethodId::LinkCarrier => $this->home($this->customer->payLinkCarrier(
                $page,
                $this->dice->of([MethodId::Docomo, MethodId::Au, MethodId::Softbank]),
            )),
            default => $page,
        };
    }

    private function atTheCarrier(Page $page, MethodId $method): Page
    {
        if (!str_contains($page->html, '/carrier/decide') && $method !== MethodId::Softbank) {
            return $this->customer->loginAtCarrier($page, $this->dice->chance(90) ? 'agree' : 'cancel');
        }

        return $this->customer->atTheCarrier($page, $this->dice->chance(85) ? 'buy' : 'stop', $method);
    }

    private function home(Page $page): Page
    {
        return str_contains($page->html, '購入したサイトに戻る')
            ? $this->customer->home($page)
            : $this->customer->home($page, Customer::STOP);
    }

    private function come(Page $page): Step
    {
        $fields = $page->fields();
        $token = $fields[ReturnDoor::PARAMETER] ?? '';
        unset($fields[ReturnDoor::PARAMETER]);

        return $this->desk->engine->checkout->resume($token, $fields)->step;
    }

    /** At the store, the ATM, the bank; or not at all. */
    private function payLater(Instructions $step): void
    {
        $payments = $this->desk->engine->payments->ofOrder($this->order);
        $payment = $payments[\count($payments) - 1] ?? null;
        if ($payment === null || !$this->dice->chance(70)) {
            return;
        }
        $tool = $this->world->paygent->tool;
        if ($payment->paymentType === '07') {
            foreach ($step->lines as $line) {
                if (preg_match('/^\d{7}$/', $line) === 1) {
                    $tool->deposit($line, $payment->amount);
                }
            }

            return;
        }
        if ($payment->paymentType === '03' && $this->dice->chance(70)) {
            $tool->move($payment->paymentId, '43');
        }
        $tool->move($payment->paymentId, '40', $payment->paymentType === '01' ? ['bank_code' => '0001'] : []);
    }
}
