<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

use Paygent\Payments\Method\AttemptState;

/** Where an attempt stands when 094 shows this status (status-machine 3, 4, 6, 7, 8; paidy 6). */
final class ModuleStanding
{
    /** @var array<array-key, array<array-key, AttemptState>> by payment_type and payment_status */
    private const TABLE = [
        '01' => [
            '10' => AttemptState::Waiting,
            '12' => AttemptState::Expired,
            '40' => AttemptState::Placed,
        ],
        '03' => [
            '10' => AttemptState::Waiting,
            '12' => AttemptState::Expired,
            '40' => AttemptState::Placed,
            '43' => AttemptState::Placed,
            '61' => AttemptState::Ended,
        ],
        '05' => [
            '10' => AttemptState::Away,
            '15' => AttemptState::Abandoned,
            '40' => AttemptState::Placed,
        ],
        '06' => [
            '10' => AttemptState::Away,
            '15' => AttemptState::Abandoned,
            '20' => AttemptState::Placed,
            '21' => AttemptState::Placed,
            '30' => AttemptState::Placed,
            '32' => AttemptState::Ended,
            '33' => AttemptState::Ended,
            '34' => AttemptState::Placed,
            '40' => AttemptState::Placed,
            '41' => AttemptState::Placed,
            '44' => AttemptState::Placed,
            '60' => AttemptState::Ended,
            '62' => AttemptState::Ended,
        ],
        // In 12 a deposit is still reconciled: the order waits on.
        '07' => [
            '10' => AttemptState::Waiting,
            '12' => AttemptState::Waiting,
            '16' => AttemptState::Expired,
            '40' => AttemptState::Placed,
        ],
        '22' => [
            '20' => AttemptState::Placed,
            '30' => AttemptState::Placed,
            '32' => AttemptState::Ended,
            '33' => AttemptState::Ended,
            '40' => AttemptState::Placed,
            '41' => AttemptState::Placed,
            '60' => AttemptState::Ended,
        ],
    ];

    /** Attention for a status that the type does not have, or in which a cancel is under way. */
    public static function of(string $paymentType, string $status): AttemptState
    {
        return self::TABLE[$paymentType][$status] ?? AttemptState::Attention;
    }
}
