<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Card\CustomerId;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;

/** Which card pays, and how: the customer's input after it has been held against the settings. */
final class CardChoice
{
    /** The key under which a choice travels through the pages of 3-D Secure. */
    public const CARRIED = 'c';

    /** A token of PaygentToken.js: printable ASCII, at most 30 (request_fields 020 No.24). */
    private const TOKEN = '/\A[!-~]{1,30}\z/';

    private const SEPARATOR = "\n";

    /**
     * @param string $token card token, or security-code token beside a stored card; '' for a stored card alone
     * @param string $customerId of the stored card, '' for a new card
     * @param string $customerCardId of the stored card, '' for a new card
     * @param string $stockToken second token of the new card, to keep it after it has paid; '' to forget it
     */
    private function __construct(
        public readonly PaymentDivision $division,
        #[\SensitiveParameter]
        public readonly string $token,
        public readonly string $customerId,
        public readonly string $customerCardId,
        #[\SensitiveParameter]
        public readonly string $stockToken,
    ) {}

    /**
     * @param array<string, string> $input keys of CardMethod; untrusted
     *
     * @return self|Refused what was wrong with the input
     */
    public static function of(Purchase $purchase, #[\SensitiveParameter] array $input): self|Refused
    {
        $settings = $purchase->settings->card;
        $division = PaymentDivision::chosen(
            $settings->paymentDivisions,
            $input['payment_class'] ?? '',
            $input['split_count'] ?? '',
        );
        if ($division === null) {
            return new Refused('card.division', 'payment_class is not allowed by the settings', Retry::Again);
        }
        $token = $input['card_token'] ?? '';
        $stored = $input['customer_card_id'] ?? '';
        if ($stored !== '') {
            return self::stored($purchase, $division, $token, $stored);
        }
        if (preg_match(self::TOKEN, $token) !== 1) {
            return new Refused('card.enter_again', 'card_token is missing or malformed', Retry::Again);
        }
        $stock = $input['card_token_stock'] ?? '';
        // Keeping a card is a courtesy: what stands against it never stands against paying.
        $keep = $settings->stockCard && ($purchase->order->ownerRef ?? '') !== '' && preg_match(self::TOKEN, $stock) === 1;

        return new self($division, $token, '', '', $keep ? $stock : '');
    }

    /** @return self|Refused the choice that pack() made, held against the settings once more */
    public static function carried(Purchase $purchase, #[\SensitiveParameter] string $packed): self|Refused
    {
        $parts = explode(self::SEPARATOR, $packed);
        [$division, $token, $customerCardId, $stockToken] = $parts + ['', '', '', ''];
        [$class, $count] = explode('-', $division . '-');

        return self::of($purchase, [
            'payment_class' => $class,
            'split_count' => $count,
            'card_token' => $token,
            'customer_card_id' => $customerCardId,
            'card_token_stock' => $stockToken,
        ]);
    }

    /** One short string: addresses that Paygent accepts have 256 characters at most. */
    public function pack(): string
    {
        return implode(self::SEPARATOR, [
            $this->division->value(),
            $this->token,
            $this->customerCardId,
            $this->stockToken,
        ]);
    }

    public function isStored(): bool
    {
        return $this->customerCardId !== '';
    }

    public function withoutKeeping(): self
    {
        return new self($this->division, $this->token, $this->customerId, $this->customerCardId, '');
    }

    /** @return array<string, string> the card in 020 (card-token 5) */
    public function forAuthorization(): array
    {
        if (!$this->isStored()) {
            return ['card_token' => $this->token];
        }
        $fields = [
            'stock_card_mode' => '1',
            'customer_id' => $this->customerId,
            'customer_card_id' => $this->customerCardId,
        ];

        return $this->token === '' ? $fields : $fields + ['card_token' => $this->token, 'security_code_token' => '1'];
    }

    /** @return array<string, string> the card in 450 (card-3ds2 2); a security-code token has no place there */
    public function forAuthentication(): array
    {
        return $this->isStored()
            ? [
                'card_set_method' => 'customer',
                'customer_id' => $this->customerId,
                'customer_card_id' => $this->customerCardId,
            ]
            : ['card_set_method' => 'token', 'card_token' => $this->token];
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['division' => $this->division->value(), 'stored' => $this->isStored() ? 'yes' : 'no'];
    }

    private static function stored(
        Purchase $purchase,
        PaymentDivision $division,
        #[\SensitiveParameter]
        string $token,
        string $customerCardId,
    ): self|Refused {
        $settings = $purchase->settings->card;
        $owner = $purchase->order->ownerRef ?? '';
        if (!$settings->stockCard || $owner === '') {
            return new Refused('card.stored_missing', 'a stored card was named, which this order cannot use', Retry::Again);
        }
        if (preg_match('/\A[0-9]{1,18}\z/', $customerCardId) !== 1) {
            return new Refused('card.stored_missing', 'customer_card_id is malformed', Retry::Again);
        }
        if (!$settings->securityCode) {
            return new self($division, '', CustomerId::of($owner), $customerCardId, '');
        }
        if (preg_match(self::TOKEN, $token) !== 1) {
            return new Refused('card.security_code', 'the security-code token is missing or malformed', Retry::Again);
        }

        return new self($division, $token, CustomerId::of($owner), $customerCardId, '');
    }
}
