<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Carrier;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Module\AmountRange;
use Paygent\Payments\Method\Module\ModuleErrors;
use Paygent\Payments\Method\Module\ModuleInquiry;
use Paygent\Payments\Method\Module\WebAddress;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Support\FormPage;
use Paygent\Payments\Support\JapanTime;

/**
 * d払い, auかんたん決済, ソフトバンクまとめて支払い: telegram 104 (not SoftBank) and 100 (carrier 3).
 *
 * Input: `user_agent`, the browser's, for pc_mobile_type. Doors: `authenticated` and `auth_ng` after
 * 104; `return`, `cancel`, `other` after 100. None is signed: each is bound to the attempt by the return
 * token, and only 094 proves what became of the payment. The open_id goes from the return into 100 and
 * is kept nowhere.
 */
final class Carrier implements Method
{
    /** Where the customer was when 100 was sent: nowhere outside, or just back from 104. */
    private const BEFORE_THE_PAGE = ['', 'authenticated'];
    /** The longest session of a carrier's pages, with Paygent's own delay (carrier 6). */
    private const SESSION_MS = 60 * 60 * 1000;
    /** WebMoney payers of au: 10 to 40 may take 32.5 hours (carrier 7.2). */
    private const WEBMONEY = '03';
    private const WEBMONEY_MS = 33 * 60 * 60 * 1000;

    /**
     * @param MethodId $carrier Docomo, Au or Softbank
     * @param SalesMode $sales SellAtOnce sends sales_flg=1 to au, which admits WebMoney; the others
     *     cannot sell with the application
     */
    public function __construct(
        private readonly MethodId $carrier,
        private readonly SalesMode $sales = SalesMode::Authorize,
    ) {}

    public function id(): MethodId
    {
        return $this->carrier;
    }

    public function begin(Purchase $purchase): Move
    {
        $terminal = Terminal::ofUserAgent($purchase->input('user_agent'));
        $refusal = AmountRange::refusal($purchase, $this->carrier);
        if ($refusal !== null) {
            return $refusal;
        }

        return $this->carrier === MethodId::Softbank
            ? CarrierTelegrams::apply($purchase, $this->carrier, $terminal, $this->sales)
            : CarrierTelegrams::authenticate($purchase, $this->carrier, $terminal);
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        if (!$answer->isSuccess()) {
            return ModuleErrors::verdict($answer);
        }
        $evidence = $sent->step === 'apply' ? ModuleInquiry::applied($purchase, $this->carrier, $answer) : null;
        $way = self::way($answer);
        if ($way === null || ($sent->step === 'apply' && $evidence === null)) {
            return new Verdict(AttemptState::Attention, new BeingConfirmed(), $evidence);
        }
        $begun = JapanTime::parseDateTime($answer->get('trade_generation_date')) ?? $purchase->now;

        return new Verdict(AttemptState::Away, $way, $evidence, $begun + self::SESSION_MS);
    }

    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        if ($return->door === 'authenticated' && $purchase->paymentId === '') {
            $openId = $return->get('open_id');
            if (preg_match('~^[\x21-\x7E]{1,128}$~D', $openId) === 1) {
                $terminal = Terminal::tryFrom($return->carried['pc_mobile_type'] ?? '') ?? Terminal::Computer;

                return CarrierTelegrams::apply($purchase, $this->carrier, $terminal, $this->sales, $openId);
            }
        }
        $stays = new Verdict(AttemptState::Away, new BeingConfirmed());

        // Before 100 there is nothing to find, and the customer did not go on.
        return new Inquire(
            $purchase->paymentId === '' ? self::stopped('no payment was made') : $stays,
            $stays,
            $purchase->paymentId,
        );
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        $begun = JapanTime::parseDateTime($inquiry->get('payment_init_date')) ?? $purchase->now;
        $time = $inquiry->get('payment_class') === self::WEBMONEY ? self::WEBMONEY_MS : self::SESSION_MS;
        $verdict = ModuleInquiry::verdict($purchase, $this->carrier, $inquiry, new BeingConfirmed(), $begun + $time);
        $isUnreachable = $purchase->paymentId === '' && \in_array($purchase->door, self::BEFORE_THE_PAGE, true);
        if ($verdict->state !== AttemptState::Away || !$isUnreachable) {
            return $verdict;
        }
        // The answer to 100 was lost, and with it the address of the carrier's page: nobody can pay there.
        $stopped = self::stopped('the answer with the carrier\'s page was lost');

        return new Verdict($stopped->state, $stopped->step, $verdict->evidence);
    }

    private static function way(Answer $answer): ?Step
    {
        $url = $answer->get('redirect_url');
        $html = $answer->get('redirect_html');

        return match (true) {
            WebAddress::isOne($url) => new GoToUrl($url),
            $html !== '' => new ShowPage(FormPage::of($html)),
            default => null,
        };
    }

    private static function stopped(string $reason): Verdict
    {
        return new Verdict(AttemptState::Abandoned, new Refused('methods.stopped', $reason, Retry::Again));
    }
}
