<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Tests\Support\LocalPaygent;

/** Drives the method by hand against a real local Paygent: what it sends is sent, what comes is judged. */
abstract class CardLifeTestCase extends CardTestCase
{
    protected static LocalPaygent $paygent;

    public static function setUpBeforeClass(): void
    {
        self::$paygent = LocalPaygent::start();
        self::$paygent->tool->contract(['threeds_hash_key' => self::KEY, ...static::contract()]);
    }

    public static function tearDownAfterClass(): void
    {
        self::$paygent->stop();
    }

    protected function tearDown(): void
    {
        self::$paygent->tool->clearFaults();
    }

    /** @return array<string, mixed> changes to the contract */
    protected static function contract(): array
    {
        return [];
    }

    /**
     * @param array<string, mixed> $card
     * @param array<string, string> $input
     */
    protected function order(
        array $card = [],
        array $input = [],
        int $amount = 1080,
        ?string $owner = '42',
        string $binding = '',
        Buyer $buyer = new Buyer(),
        string $tradingId = '',
        string $paymentId = '',
        int $retries = 0,
    ): Purchase {
        return $this->purchase(
            $card,
            $input === [] ? ['card_token' => self::$paygent->cardToken()] : $input,
            $amount,
            $owner,
            $paymentId,
            $retries,
            $binding,
            $buyer,
            self::$paygent->account(),
            $tradingId === '' ? 'C' . bin2hex(random_bytes(8)) : $tradingId,
            self::$paygent->tool->time(),
        );
    }

    /** Sends until there is a verdict. */
    protected function walk(Purchase $purchase, ?Move $move = null): Verdict
    {
        $move ??= self::method()->begin($purchase);
        while ($move instanceof Send) {
            $answer = $this->deliver($move);
            self::assertSame(Outcome::Answered, $answer->outcome, $answer->detail);
            $move = self::method()->answered($purchase, $move, $answer);
        }

        return self::verdict($move);
    }

    protected function deliver(Send $send): Answer
    {
        return self::$paygent->gateway()->send(self::$paygent->account(), $send->telegram);
    }

    protected function inquire(Purchase $purchase): Verdict
    {
        $row = self::$paygent->gateway()->send(
            self::$paygent->account(),
            new Telegram('094', ['trading_id' => $purchase->tradingId, 'payment_type' => '02']),
        );
        self::assertTrue($row->isSuccess(), $row->code);

        return self::verdict(self::method()->inquired($purchase, $row));
    }

    /** Paygent's own record agrees with what the verdict says is proven. */
    protected static function assertAgrees(Verdict $verdict): void
    {
        self::assertNotNull($verdict->evidence);
        self::assertSame(self::$paygent->tool->status($verdict->evidence->paymentId), $verdict->evidence->status);
    }
}
