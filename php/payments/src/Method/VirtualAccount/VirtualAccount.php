<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\VirtualAccount;

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
 * Bank transfer to an account of its own for this order: telegram 070 with 回転付番
 * (telegrams-card-store-atm-bank 7).
 *
 * No input. The account's holder is not in the answer: the shop's page adds the name that Paygent
 * gave the merchant.
 */
final class VirtualAccount implements Method
{
    private const NAME_BYTES = 100;
    private const KANA_BYTES = 48;

    public function id(): MethodId
    {
        return MethodId::VirtualAccount;
    }

    public function begin(Purchase $purchase): Move
    {
        $buyer = $purchase->buyer;
        $kana = $buyer->familyNameKana . '　' . $buyer->givenNameKana;

        return AmountRange::refusal($purchase, $this->id())
            ?? new Send('apply', ModuleFields::telegram('070', $purchase, [
                'claim_amount' => $purchase->amount,
                'billing_name' => NameFields::fullWidth($buyer->familyName . '　' . $buyer->givenName, self::NAME_BYTES, $kana),
                // Not converted by anybody behind us (telegrams-overview 5.3).
                'billing_name_kana' => NameFields::halfKana($kana, self::KANA_BYTES),
                'expire_days' => $purchase->settings->virtualAccount->limitDays,
            ]));
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        if (!$answer->isSuccess()) {
            return ModuleErrors::verdict($answer);
        }
        $evidence = ModuleInquiry::applied($purchase, $this->id(), $answer);
        if ($evidence === null || $answer->get('virtual_account_number') === '') {
            return new Verdict(AttemptState::Attention, new BeingConfirmed(), $evidence);
        }
        $instructions = self::instructions($purchase, $answer);

        return new Verdict(AttemptState::Waiting, $instructions, $evidence, $instructions->limitAt);
    }

    /** No page of 070 leads back; whoever calls the address learns what 094 knows. */
    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        return new Inquire(new Verdict(AttemptState::Confirming, new BeingConfirmed()), null, $purchase->paymentId);
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        $instructions = self::instructions($purchase, $inquiry);

        return ModuleInquiry::verdict($purchase, $this->id(), $inquiry, $instructions, $instructions->limitAt);
    }

    /** 094 knows the codes of bank and branch only: the names of the first answer are then missing. */
    private static function instructions(Purchase $purchase, Answer $answer): Instructions
    {
        $limit = $answer->get('expire_date') !== '' ? $answer->get('expire_date') : $answer->get('payment_limit_date');
        $lines = [
            'methods.line.bank' => self::named($answer, 'virtual_account_bank'),
            'methods.line.branch' => self::named($answer, 'virtual_account_branch'),
            'methods.line.account_kind' => self::KINDS[$answer->get('virtual_account_deposit_kind')] ?? '',
            'methods.line.account_number' => $answer->get('virtual_account_number'),
            'methods.line.amount' => (string) $purchase->amount,
            'methods.line.limit' => PaymentLimit::day($limit),
        ];

        return new Instructions(
            array_filter($lines, static fn (string $line): bool => $line !== ''),
            PaymentLimit::endOf($limit),
            ['methods.steps.virtual_account'],
        );
    }

    /** Words that stand in the transfer form of every bank. */
    private const KINDS = ['1' => '普通預金', '2' => '当座預金', '4' => '貯蓄預金'];

    private static function named(Answer $answer, string $field): string
    {
        $code = $answer->get($field . '_code');
        $name = $answer->get($field . '_name');

        return $name === '' ? $code : sprintf('%s (%s)', $name, $code);
    }
}
