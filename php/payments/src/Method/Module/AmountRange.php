<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;

/**
 * Amounts that a telegram can hold (telegrams-overview 9, carrier 10, paidy 5). A contract may allow
 * less: that is P011.
 */
final class AmountRange
{
    /** @var array<string, int> highest amount in yen by method */
    private const HIGHEST = [
        'conveni' => 999_999_999,
        'atm' => 999_999_999,
        'bank_net' => 99_999_999_999,
        'virtual_account' => 9_999_999,
        'docomo' => 999_999,
        'au' => 999_999,
        'softbank' => 999_999,
        'paidy' => 99_999_999,
    ];

    public static function highest(MethodId $method): int
    {
        return self::HIGHEST[$method->value] ?? 0;
    }

    /** Null when the amount can be sent. */
    public static function refusal(Purchase $purchase, MethodId $method): ?Verdict
    {
        $highest = self::highest($method);
        if ($purchase->amount >= 1 && $purchase->amount <= $highest) {
            return null;
        }
        $reason = sprintf('amount %d yen is outside 1 to %d', $purchase->amount, $highest);

        return new Verdict(
            AttemptState::Refused,
            new Refused('methods.amount', $reason, Retry::OtherMethod),
        );
    }
}
