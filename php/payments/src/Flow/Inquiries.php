<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Support\Clock;

/** Telegram 094: what Paygent says of a payment (difference-notification 6). */
final class Inquiries
{
    /** Facts of an answer worth keeping; nothing personal. */
    private const FACTS = [
        'payment_class', 'split_count', 'clear_detail', 'claim_amount', 'payment_limit_date', 'payment_date',
        'payment_init_date', 'authorized_date', 'cvs_company_id', 'receipt_number', 'usable_cvs_company_id',
        'base_payment_id', 'career_payment_id', 'user_payment_date', 'acq_id',
    ];

    public function __construct(private readonly Gateway $gateway, private readonly Clock $clock) {}

    /**
     * Asks by payment id where it is known, else by trading_id and payment type, with the credentials of
     * the row's own account.
     */
    public function ask(Account $account, string $paymentId, string $tradingId, string $paymentType): Inquiry
    {
        $fields = $paymentId !== ''
            ? ['payment_id' => $paymentId]
            : ['trading_id' => $tradingId, 'payment_type' => $paymentType];
        $at = $this->clock->now();

        return self::read($this->gateway->send($account, new Telegram('094', $fields)), $at, $paymentType);
    }

    /**
     * What an answer to 094 proves.
     *
     * @param int $at epoch ms when the telegram was sent
     * @param string $paymentType asked for; the answer has none for some layouts
     */
    public static function read(Answer $answer, int $at, string $paymentType): Inquiry
    {
        if ($answer->isSuccess() && $answer->get('payment_status') !== '' && $answer->get('payment_id') !== '') {
            return new Inquiry(Finding::Found, $answer, self::evidence($answer, $at, $paymentType));
        }
        $finding = match (true) {
            $answer->isRefused() && $answer->code === '13001' => Finding::NoSuchPayment,
            $answer->isRefused() && $answer->code === '13002' => Finding::Several,
            default => Finding::NoEvidence,
        };

        return new Inquiry($finding, $answer);
    }

    private static function evidence(Answer $answer, int $at, string $paymentType): Evidence
    {
        $facts = [];
        foreach (self::FACTS as $name) {
            if ($answer->get($name) !== '') {
                $facts[$name] = $answer->get($name);
            }
        }

        return new Evidence(
            Source::Inquiry,
            $answer->get('payment_id'),
            $answer->get('trading_id'),
            $answer->get('payment_type') === '' ? $paymentType : $answer->get('payment_type'),
            $answer->get('payment_status'),
            (int) $answer->get('payment_amount'),
            $at,
            $answer->get('career_type'),
            null,
            $facts,
        );
    }
}
