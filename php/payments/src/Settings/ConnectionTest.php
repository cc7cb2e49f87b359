<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Support\TradingId;

/**
 * Tries a login without touching anything: asks (094) for a payment that cannot exist. "No such
 * payment" (13001) is only said to those who have logged in (design-payments "Settings").
 */
final class ConnectionTest
{
    /** Codes that say the login was accepted: nothing found, or several. */
    private const LOGGED_IN = ['13001', '13002'];

    /** Codes of the door and the login with a text of their own (error_codes.B). */
    private const EXPLAINED = ['P001', 'P002', 'P004', 'P015', 'P016', 'P017', 'P018'];

    /**
     * @param Gateway $gateway logs in with the draft's own values: its credentials are a DraftLogin
     * @param list<string> $telegramHosts the hosts it sends to (TelegramHosts)
     */
    public function __construct(
        private readonly Gateway $gateway,
        private readonly array $telegramHosts,
    ) {}

    public function run(Account $account, string $revision): ConnectionReport
    {
        $answer = $this->gateway->send($account, new Telegram('094', ['trading_id' => TradingId::fresh('', 'TEST')]));

        return new ConnectionReport($revision, self::finding($answer), $answer->code, $this->telegramHosts);
    }

    private static function finding(Answer $answer): string
    {
        return match (true) {
            $answer->outcome === Outcome::NotSent => 'not_sent',
            $answer->outcome === Outcome::Unknown => 'no_answer',
            $answer->isSuccess(), \in_array($answer->code, self::LOGGED_IN, true) => 'works',
            \in_array($answer->code, self::EXPLAINED, true) => $answer->code,
            default => 'refused',
        };
    }
}
