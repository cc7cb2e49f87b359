<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

/**
 * The customer_id under which Paygent keeps a customer's cards: 1 to 25 of `A-Z a-z 0-9 _` (card-token 7).
 *
 * Always made of the shop's own reference of the customer, never of anything the browser sent.
 */
final class CustomerId
{
    /** Marks ids that are hashes; a reference that looks like one is hashed too, so that none meet. */
    private const HASHED = 'h_';

    private function __construct() {}

    /**
     * The reference itself where Paygent accepts it (so cards stored by other software under the shop's
     * customer number are found), else a hash of it.
     *
     * @param string $ownerRef not empty
     */
    public static function of(string $ownerRef): string
    {
        if ($ownerRef === '') {
            throw new \InvalidArgumentException('a customer without a reference has no stored cards');
        }
        if (preg_match('/\A\w{1,25}\z/', $ownerRef) === 1 && !str_starts_with($ownerRef, self::HASHED)) {
            return $ownerRef;
        }

        return self::HASHED . substr(hash('sha256', $ownerRef), 0, 23);
    }
}
