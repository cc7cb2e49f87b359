<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\BankNet;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Module\AmountRange;
use Paygent\Payments\Method\Module\ModuleErrors;
use Paygent\Payments\Method\Module\ModuleFields;
use Paygent\Payments\Method\Module\ModuleInquiry;
use Paygent\Payments\Method\Module\WebAddress;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Support\JapanTime;
use Paygent\Payments\Support\NameFields;

/**
 * Bank net (ASP): telegram 060 registers a page of Paygent on which the customer chooses a bank
 * (telegrams-card-store-atm-bank 6, convenience-and-bank B).
 *
 * No input. Doors: `return` (from six directly connected banks; unsigned), `stop` (加盟店へ戻る).
 *
 * One trading_id has as many payments as banks were chosen, and none before. Nothing that the browser
 * brings is believed: its payment_id is asked for together with our trading_id, so it can only name a
 * payment of this attempt. Where several exist and none is named, the notices decide.
 */
final class BankNet implements Method
{
    private const NAME_BYTES = 12;
    private const CLAIM_BYTES = 24;
    private const PAGE_NAME_BYTES = 64;
    private const MEMO_BYTES = 256;
    private const URL_BYTES = 256;

    private const PAID = '5008';
    private const STILL_VALID = '5010';

    public function id(): MethodId
    {
        return MethodId::BankNet;
    }

    public function begin(Purchase $purchase): Move
    {
        $bank = $purchase->settings->bankNet;

        return AmountRange::refusal($purchase, $this->id())
            ?? new Send('apply', ModuleFields::telegram('060', $purchase, [
                'amount' => $purchase->amount,
                'claim_kana' => NameFields::halfKana($bank->storeNameKana, self::CLAIM_BYTES),
                'claim_kanji' => NameFields::fullWidth($bank->storeName, self::CLAIM_BYTES),
                'merchant_name' => NameFields::fullWidth($bank->storeName, self::PAGE_NAME_BYTES),
                'free_memo' => NameFields::fullWidth($bank->freeMemo, self::MEMO_BYTES),
                'copy_right' => NameFields::ascii($bank->copyRight, self::PAGE_NAME_BYTES),
                'asp_payment_term' => sprintf('0%02d0000', $bank->termDays),
                'return_url' => self::fitting($purchase->urls->to('return')),
                'stop_return_url' => self::fitting($purchase->urls->to('stop')),
            ] + ModuleFields::names($purchase, self::NAME_BYTES, self::NAME_BYTES)));
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        if ($answer->code === self::PAID) {
            return new Inquire(new Verdict(AttemptState::Confirming, new BeingConfirmed()));
        }
        $isPage = $answer->isSuccess() || $answer->code === self::STILL_VALID;
        $url = $answer->get('asp_url');
        if (!$isPage) {
            return ModuleErrors::verdict($answer);
        }
        if (!WebAddress::isOne($url)) {
            return new Verdict(AttemptState::Attention, new BeingConfirmed());
        }
        $numbered = $answer->get('trading_id');

        return new Verdict(
            AttemptState::Away,
            new GoToUrl($url),
            null,
            self::lastPayment($answer),
            $numbered === $purchase->tradingId ? '' : $numbered,
        );
    }

    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        $stays = new Verdict(AttemptState::Away, new BeingConfirmed());
        if ($return->door === 'stop') {
            return new Inquire(self::stopped('no bank was chosen'), $stays);
        }
        $named = $return->get('payment_id');
        $isId = preg_match('/^\d{1,18}$/D', $named) === 1;

        return new Inquire($stays, $stays, $isId ? $named : '');
    }

    /** A customer who stopped before paying may choose anew; what a bank still reports is found by its notice. */
    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        if ($inquiry->get('trading_id') !== $purchase->tradingId) {
            // The browser named somebody else's payment: nothing was learnt about this attempt.
            return new Verdict(AttemptState::Away, new BeingConfirmed());
        }
        $verdict = ModuleInquiry::verdict($purchase, $this->id(), $inquiry, new BeingConfirmed());
        if ($purchase->door !== 'stop' || $verdict->state !== AttemptState::Away) {
            return $verdict;
        }
        $stopped = self::stopped('status ' . $inquiry->get('payment_status'));

        return new Verdict($stopped->state, $stopped->step, $verdict->evidence);
    }

    private static function stopped(string $reason): Verdict
    {
        return new Verdict(AttemptState::Abandoned, new Refused('methods.stopped', $reason, Retry::Again));
    }

    /** The page ends earlier, but a payment may still turn up until then. */
    private static function lastPayment(Answer $answer): ?int
    {
        return JapanTime::parseDateTime($answer->get('asp_payment_limit_date'))
            ?? JapanTime::parseDateTime($answer->get('asp_limit_date'));
    }

    /** Without its address the page shows an end of its own; a longer one would refuse the order (P009). */
    private static function fitting(string $url): string
    {
        return \strlen($url) <= self::URL_BYTES ? $url : '';
    }
}
