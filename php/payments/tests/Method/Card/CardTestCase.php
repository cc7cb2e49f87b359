<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Card\CardMethod;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Support\Texts;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\TestCase;

/** Purchases by card, and what comes of them. */
abstract class CardTestCase extends TestCase
{
    protected const NOW = 1_790_000_000_000;

    protected const KEY = 'demo3dskey';

    protected const AUTH_ID = '00000000-0000-4000-8000-000000000001';

    /** Addresses of the last purchase; knows what was sealed into them. */
    protected CarryingUrls $urls;

    protected function setUp(): void
    {
        $this->urls = new CarryingUrls();
    }

    protected static function method(): CardMethod
    {
        return new CardMethod();
    }

    /**
     * @param array<string, mixed> $card parts of the card settings
     * @param array<string, string> $input
     */
    protected function purchase(
        array $card = [],
        array $input = ['card_token' => 'tok_new'],
        int $amount = 1080,
        ?string $owner = '42',
        string $paymentId = '',
        int $retries = 0,
        string $binding = '',
        Buyer $buyer = new Buyer(),
        ?Account $account = null,
        string $tradingId = 'T1_abcdefg',
        int $now = self::NOW,
    ): Purchase {
        return new Purchase(
            $account ?? new Account('a1', Environment::Local, '900000001'),
            SettingsFixture::module(card: $card + ['threeDSecureHashKey' => new Secret(self::KEY)]),
            new OrderSnapshot('o1', 'T1', $amount, OrderState::Purchasing, $owner),
            'attempt1',
            $tradingId,
            $amount,
            $buyer,
            $input,
            $this->urls,
            $now,
            $paymentId,
            $retries,
            binding: $binding,
        );
    }

    protected static function send(Move $move): Send
    {
        self::assertInstanceOf(Send::class, $move);

        return $move;
    }

    protected static function verdict(Move $move): Verdict
    {
        self::assertInstanceOf(Verdict::class, $move);

        return $move;
    }

    /** The refusal of a verdict, whose text exists in both languages. */
    protected static function refused(Move $move): Refused
    {
        $step = self::verdict($move)->step;
        self::assertInstanceOf(Refused::class, $step);
        self::assertTrue(Texts::has($step->customerText, 'ja'), $step->customerText);
        self::assertTrue(Texts::has($step->customerText, 'en'), $step->customerText);

        return $step;
    }
}
