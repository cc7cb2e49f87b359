<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Conveni;

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
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Support\KanaSet;
use Paygent\Payments\Support\NameFields;

/**
 * Convenience store, number type: telegram 030 (telegrams-card-store-atm-bank 3, convenience-and-bank A).
 *
 * Input: `cvs_company_id`, one of ConveniStore::offered() for the contract's connection type. The
 * customer's name and telephone number come from the Buyer and are written by Support\NameFields.
 */
final class Conveni implements Method
{
    private const NAME_BYTES = 20;
    private const KANA_BYTES = 14;
    /** 前払い: ours is always paid before the goods leave; セブン-イレブン requires the field. */
    private const PREPAID = '1';

    public function id(): MethodId
    {
        return MethodId::Conveni;
    }

    public function begin(Purchase $purchase): Move
    {
        $store = ConveniStore::tryFrom($purchase->input('cvs_company_id'));
        $offered = ConveniStore::offered($purchase->settings->conveni->connectionType);
        if ($store === null || !\in_array($store, $offered, true)) {
            return self::refuse('methods.store', 'cvs_company_id is not of the connection type');
        }
        $names = ModuleFields::names($purchase, self::NAME_BYTES, self::KANA_BYTES, KanaSet::Store);
        if ($names['customer_family_name'] === '' || $names['customer_name'] === '') {
            return self::refuse('methods.name', 'customer_family_name or customer_name is empty');
        }
        $telephone = NameFields::telephone($purchase->buyer->phone);
        if ($telephone === '') {
            return self::refuse('methods.telephone', 'customer_tel is no telephone number');
        }

        return AmountRange::refusal($purchase, $this->id())
            ?? new Send('apply', ModuleFields::telegram('030', $purchase, $names + [
                'payment_amount' => $purchase->amount,
                'customer_tel' => $telephone,
                'payment_limit_date' => $purchase->settings->conveni->limitDays,
                'cvs_company_id' => $store->value,
                'sales_type' => self::PREPAID,
            ]));
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        if (!$answer->isSuccess()) {
            return ModuleErrors::verdict($answer);
        }
        $instructions = $this->instructions($purchase, $answer);
        $evidence = ModuleInquiry::applied($purchase, $this->id(), $answer);
        if ($evidence === null || $answer->get('receipt_number') === '') {
            return new Verdict(AttemptState::Attention, new BeingConfirmed(), $evidence);
        }

        return new Verdict(AttemptState::Waiting, $instructions, $evidence, $instructions->limitAt);
    }

    /** No page of 030 leads back; whoever calls the address learns what 094 knows. */
    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        return new Inquire(new Verdict(AttemptState::Confirming, new BeingConfirmed()), null, $purchase->paymentId);
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        $instructions = $this->instructions($purchase, $inquiry);

        return ModuleInquiry::verdict($purchase, $this->id(), $inquiry, $instructions, $instructions->limitAt);
    }

    private function instructions(Purchase $purchase, Answer $answer): Instructions
    {
        return ConveniInstructions::of(
            $answer,
            $purchase->input('cvs_company_id'),
            NameFields::telephone($purchase->buyer->phone),
        );
    }

    private static function refuse(string $text, string $reason): Verdict
    {
        return new Verdict(AttemptState::Refused, new Refused($text, $reason, Retry::Again));
    }
}
