<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Module;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Assert;

/** One attempt with a local Paygent: sends what the method wants sent, asks where it wants asked. */
final class ModuleWalk
{
    public readonly string $tradingId;

    private string $paymentId = '';
    private readonly Settings $settings;

    /** @param array<string, string> $input */
    public function __construct(
        private readonly LocalPaygent $paygent,
        private readonly Method $method,
        private readonly array $input = [],
        private readonly ?Buyer $buyer = null,
        private readonly int $amount = 3980,
        ?Settings $settings = null,
    ) {
        $this->tradingId = 'M' . bin2hex(random_bytes(8));
        $this->settings = $settings ?? SettingsFixture::module(paidy: ['publicKey' => $paygent->contract('paidy_public_key')]);
    }

    public function begin(): Verdict
    {
        return $this->run($this->method->begin($this->purchase()), $this->purchase());
    }

    /**
     * The browser is back at the shop.
     *
     * @param array<string, string> $forged fields that somebody put in the place of the real ones
     */
    public function back(Page $page, array $forged = []): Verdict
    {
        Assert::assertTrue($page->isShop(), $page->text());
        $fields = $page->fields();
        Assert::assertSame('0123456789abcdef', $fields['token'] ?? '', 'the return token survives the pages');

        return $this->come($fields['door'] ?? '', $forged + $fields);
    }

    /** @param array<string, string> $fields */
    public function come(string $door, array $fields = []): Verdict
    {
        $purchase = $this->purchase($door);
        $carried = array_intersect_key($fields, ['pc_mobile_type' => '']);
        $return = new BrowserReturn($door, array_diff_key($fields, $carried), $carried);

        return $this->run($this->method->returned($purchase, $return), $purchase);
    }

    /** The payment as 094 shows it now. */
    public function ask(): Verdict
    {
        $purchase = $this->purchase();

        return $this->run(new Inquire(self::confirming()), $purchase);
    }

    public function paymentId(): string
    {
        return $this->paymentId;
    }

    private function purchase(string $door = ''): Purchase
    {
        return ModuleFixture::purchase(
            $this->input,
            $this->settings,
            $this->buyer,
            $this->amount,
            paymentId: $this->paymentId,
            door: $door,
            tradingId: $this->tradingId,
            account: $this->paygent->account(),
            now: $this->paygent->tool->time(),
        );
    }

    private function run(Move $move, Purchase $purchase): Verdict
    {
        for ($moves = 0; $moves < 5; ++$moves) {
            if ($move instanceof Verdict) {
                $this->paymentId = $move->evidence === null ? $this->paymentId : $move->evidence->paymentId;

                return $move;
            }
            if ($move instanceof Send) {
                $move = $this->method->answered($purchase, $move, $this->send($move->telegram));
            } elseif ($move instanceof Inquire) {
                $move = $this->inquire($move, $purchase);
            }
        }
        Assert::fail('the method comes to no verdict');
    }

    private function inquire(Inquire $inquire, Purchase $purchase): Move
    {
        $answer = $this->send(new Telegram('094', array_filter([
            'payment_id' => $inquire->paymentId,
            'trading_id' => $this->tradingId,
            'payment_type' => $this->method->id()->paymentType(),
        ], static fn (string $value): bool => $value !== '')));

        return match (true) {
            $answer->isSuccess() => $this->method->inquired($purchase, $answer),
            $answer->code === '13001' => $inquire->notFound,
            default => $inquire->noEvidence ?? self::confirming(),
        };
    }

    private function send(Telegram $telegram): Answer
    {
        $answer = $this->paygent->gateway()->send($this->paygent->account(), $telegram);
        Assert::assertSame(Outcome::Answered, $answer->outcome, $answer->detail);

        return $answer;
    }

    private static function confirming(): Verdict
    {
        return new Verdict(AttemptState::Confirming, new BeingConfirmed());
    }
}
