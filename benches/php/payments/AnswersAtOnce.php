<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;

/** Authorizes everything without a telegram: what is left to measure is the engine. */
final class AnswersAtOnce implements Gateway
{
    private int $paymentId;

    public function __construct()
    {
        $this->paymentId = random_int(10_000_000, 90_000_000) * 1_000_000;
    }

    public function send(Account $account, Telegram $telegram): Answer
    {
        return Answer::answered('0', rows: [[
            'payment_id' => (string) ++$this->paymentId,
            'trading_id' => (string) ($telegram->fields['trading_id'] ?? ''),
            'issur_class' => '1',
            'acq_id' => '50001',
            'acq_name' => 'ローカルカード',
        ]]);
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        return array_map(fn (Telegram $telegram): Answer => $this->send($account, $telegram), $telegrams);
    }
}
