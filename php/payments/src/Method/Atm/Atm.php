<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Atm;

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
use Paygent\Payments\Method\Module\PaymentLimit;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Support\NameFields;

/**
 * Pay-easy at an ATM: telegram 010 (telegrams-card-store-atm-bank 5).
 *
 * No input. The Buyer's name is shown on the ATM as far as its fields can hold it; it is optional.
 */
final class Atm implements Method
{
    private const NAME_BYTES = 12;
    private const KANA_BYTES = 12;
    private const DETAIL_BYTES = 24;

    public function id(): MethodId
    {
        return MethodId::Atm;
    }

    public function begin(Purchase $purchase): Move
    {
        $store = $purchase->settings->atm->storeNameKana;

        return AmountRange::refusal($purchase, $this->id())
            ?? new Send('apply', ModuleFields::telegram('010', $purchase, [
                'payment_amount' => $purchase->amount,
                'payment_detail' => NameFields::fullWidth($store, self::DETAIL_BYTES),
                'payment_detail_kana' => NameFields::halfKana($store, self::DETAIL_BYTES),
                'payment_limit_date' => $purchase->settings->atm->limitDays,
            ] + ModuleFields::names($purchase, self::NAME_BYTES, self::KANA_BYTES)));
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        if (!$answer->isSuccess()) {
            return ModuleErrors::verdict($answer);
        }
        $evidence = ModuleInquiry::applied($purchase, $this->id(), $answer);
        if ($evidence === null) {
            return new Verdict(AttemptState::Attention, new BeingConfirmed());
        }
        $instructions = self::instructions($answer);

        return new Verdict(AttemptState::Waiting, $instructions, $evidence, $instructions->limitAt);
    }

    /** No page of 010 leads back; whoever calls the address learns what 094 knows. */
    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        return new Inquire(new Verdict(AttemptState::Confirming, new BeingConfirmed()), null, $purchase->paymentId);
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        $instructions = self::instructions($inquiry);

        return ModuleInquiry::verdict($purchase, $this->id(), $inquiry, $instructions, $instructions->limitAt);
    }

    /** 094 does not tell 収納機関番号: then the note sends the customer to the shop for it. */
    private static function instructions(Answer $answer): Instructions
    {
        $center = $answer->get('pay_center_number');
        $lines = [
            'methods.line.pay_center_number' => $center,
            'methods.line.customer_number' => $answer->get('customer_number'),
            'methods.line.confirmation_number' => $answer->get('conf_number'),
            'methods.line.limit' => PaymentLimit::day($answer->get('payment_limit_date')),
        ];
        $notes = $center === '' ? ['methods.note.pay_center_number', 'methods.steps.atm'] : ['methods.steps.atm'];

        return new Instructions(
            array_filter($lines, static fn (string $line): bool => $line !== ''),
            PaymentLimit::endOf($answer->get('payment_limit_date')),
            $notes,
        );
    }
}
