<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop;

/** An order as the shop has it at this moment. */
final class OrderSnapshot
{
    private const LONGEST = 64;

    /**
     * @param string $orderRef the shop's key of the order, at most 64 characters
     * @param string $orderNumber what people call the order; part of trading_id
     * @param int $amount total to pay, yen
     * @param string|null $ownerRef the customer, null for a guest; binds stored cards and returns
     * @param bool $shipped goods are sent or returned: never cancelled or given back by itself
     * @param int $destinations number of shipping addresses
     * @param int|null $paidAt epoch milliseconds
     */
    public function __construct(
        public readonly string $orderRef,
        public readonly string $orderNumber,
        public readonly int $amount,
        public readonly OrderState $state,
        public readonly ?string $ownerRef = null,
        public readonly bool $shipped = false,
        public readonly int $destinations = 1,
        public readonly ?int $paidAt = null,
    ) {
        // A data base that cuts what is too long would make one order of two.
        if ($orderRef === '' || \strlen($orderRef) > self::LONGEST || \strlen($ownerRef ?? '') > self::LONGEST) {
            throw new \LengthException(\sprintf(
                'the shop\'s keys of an order ("%s") and of its customer have 1 to %d bytes',
                mb_strcut($orderRef, 0, self::LONGEST),
                self::LONGEST,
            ));
        }
    }
}
