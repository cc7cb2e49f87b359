<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

/** What a payment's status means while the customer is, or was, on Paygent's pages (link-type 14). */
enum LinkStanding
{
    /** Authorized or paid. */
    case Made;
    /** A number is issued: the customer pays at a store or an ATM. */
    case Numbered;
    /** Begun; Paygent, a bank or a carrier will say how it ends. */
    case Begun;
    /** Entered wrongly (2003): no authorization exists, the page may be used again. */
    case Correctable;
    /** Refused or stopped; another try on the page would be another payment. */
    case Failed;
    /** The limit of the number has passed. */
    case Over;
    /** Was made, and was cancelled, expired or taken back since. */
    case Undone;
    /** A status that this type does not have. */
    case Unheard;

    /** @var array<string, array<int|string, self>> by payment_type and payment_status */
    private const TABLE = [
        '01' => ['10' => self::Numbered, '12' => self::Over, '40' => self::Made],
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
            '42' => self::Begun,
            '50' => self::Begun,
            '60' => self::Undone,
        ],
        '03' => [
            '10' => self::Numbered,
            '12' => self::Over,
            '40' => self::Made,
            '43' => self::Made,
            '61' => self::Undone,
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
            '35' => self::Made,
            '36' => self::Made,
            '40' => self::Made,
            '41' => self::Made,
            '42' => self::Begun,
            '44' => self::Made,
            '60' => self::Undone,
            '62' => self::Undone,
        ],
    ];

    public static function of(string $paymentType, string $status): self
    {
        return self::TABLE[$paymentType][$status] ?? self::Unheard;
    }
}
