<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

/**
 * What the status of a card, bank or carrier payment means while the customer is, or was, on Paygent's
 * pages (link-type 14). Store and ATM numbers are as in the module type.
 */
enum LinkStanding
{
    /** Authorized or paid. */
    case Made;
    /** Begun; Paygent, a bank or a carrier will say how it ends. */
    case Begun;
    /** Entered wrongly (2003): no authorization exists, the page may be used again. */
    case Correctable;
    /** Refused or stopped; another try on the page would be another payment. */
    case Failed;
    /** Was authorized, and is cancelled or expired. */
    case Undone;
    /** Was paid, and is refunded. */
    case Refunded;
    /** A status that this type does not have, or that nobody explains. */
    case Unclear;

    /** @var array<string, array<array-key, self>> by payment_type and payment_status */
    private const TABLE = [
        '02' => [
            '10' => self::Correctable,
            '11' => self::Failed,
            '13' => self::Failed,
            '14' => self::Begun,
            '15' => self::Failed,
            '20' => self::Made,
            '30' => self::Made,
            '31' => self::Begun,
            '32' => self::Undone,
            '33' => self::Undone,
            '40' => self::Made,
            '41' => self::Made,
            '42' => self::Refunded,
            '50' => self::Refunded,
            '60' => self::Refunded,
        ],
        '05' => ['10' => self::Begun, '15' => self::Failed, '40' => self::Made],
        '06' => [
            '10' => self::Begun,
            '15' => self::Failed,
            '20' => self::Made,
            '21' => self::Made,
            '30' => self::Made,
            '32' => self::Undone,
            '33' => self::Undone,
            '34' => self::Made,
            '40' => self::Made,
            '41' => self::Made,
            '44' => self::Made,
            '60' => self::Refunded,
            '62' => self::Refunded,
        ],
    ];

    public static function of(string $paymentType, string $status): self
    {
        return self::TABLE[$paymentType][$status] ?? self::Unclear;
    }
}
