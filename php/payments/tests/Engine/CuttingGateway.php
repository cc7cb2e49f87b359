<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;

/** The real gateway, with something happening to the shop's server while one telegram is out. */
final class CuttingGateway implements Gateway
{
    /** @var (\Closure(): void)|null */
    public ?\Closure $before = null;

    /** @var (\Closure(): void)|null */
    public ?\Closure $after = null;

    public string $kind = '';

    public function __construct(private readonly Gateway $gateway) {}

    public function send(Account $account, Telegram $telegram): Answer
    {
        $strikes = $telegram->kind === $this->kind;
        if ($strikes && $this->before !== null) {
            ($this->before)();
            $this->before = null;
        }
        $answer = $this->gateway->send($account, $telegram);
        if ($strikes && $this->after !== null) {
            ($this->after)();
            $this->after = null;
        }

        return $answer;
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        return $this->gateway->sendAll($account, $telegrams, $concurrency);
    }
}
