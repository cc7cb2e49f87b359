<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Link;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Link\LinkAtm;
use Paygent\Payments\Method\Link\LinkBankNet;
use Paygent\Payments\Method\Link\LinkCard;
use Paygent\Payments\Method\Link\LinkCarrier;
use Paygent\Payments\Method\Link\LinkConveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\ReturnUrls;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Support\JapanTime;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Assert;

/** One attempt of the link type, and what is asked of it. */
final class LinkFixture
{
    public const TRADING_ID = 'S_1001_abcdefg';

    /** @return array<string, array{Method}> every link-type method */
    public static function methods(): array
    {
        return [
            'card' => [new LinkCard()],
            'conveni' => [new LinkConveni()],
            'atm' => [new LinkAtm()],
            'bank net' => [new LinkBankNet()],
            'carrier' => [new LinkCarrier()],
        ];
    }

    public static function purchase(
        ?Settings $settings = null,
        ?Buyer $buyer = null,
        int $amount = 3980,
        ?string $ownerRef = null,
        string $door = '',
        ?Account $account = null,
        string $tradingId = self::TRADING_ID,
        ?int $now = null,
        string $shop = 'https://shop.example',
    ): Purchase {
        return new Purchase(
            $account ?? new Account('a1', Environment::Local, '90001'),
            $settings ?? SettingsFixture::link(),
            new OrderSnapshot('1001', '1001', $amount, OrderState::cases()[0], $ownerRef),
            'attempt1',
            $tradingId,
            $amount,
            $buyer ?? self::buyer(),
            [],
            new class ($shop) implements ReturnUrls {
                public function __construct(private readonly string $shop) {}

                public function to(string $door, array $carry = []): string
                {
                    return $this->shop . '/pay/' . $door . '?t=0123456789abcdef';
                }
            },
            $now ?? (int) JapanTime::parseDateTime('20261123120000'),
            door: $door,
        );
    }

    public static function buyer(): Buyer
    {
        return new Buyer('試験', '太郎', 'シケン', 'タロウ', '090-1234-5678');
    }

    /** @return array<string, string|int> fields of the request that begin() asks for */
    public static function request(Method $method, ?Purchase $purchase = null): array
    {
        $move = $method->begin($purchase ?? self::purchase());
        Assert::assertInstanceOf(Send::class, $move);
        Assert::assertSame('link', $move->telegram->kind);

        return $move->telegram->fields;
    }

    public static function answered(Method $method, Answer $answer, ?Purchase $purchase = null): Verdict
    {
        $purchase ??= self::purchase();
        $sent = $method->begin($purchase);
        Assert::assertInstanceOf(Send::class, $sent);

        return self::verdict($method->answered($purchase, $sent, $answer));
    }

    /** @param array<string, string> $row what differs from a payment of this attempt */
    public static function inquired(Method $method, array $row, string $door = ''): Verdict
    {
        $row += [
            'payment_id' => '700001',
            'trading_id' => self::TRADING_ID,
            'payment_type' => $method->id()->paymentType(),
            'payment_amount' => '3980',
        ];

        return self::verdict($method->inquired(self::purchase(door: $door), Answer::answered('0', rows: [$row])));
    }

    public static function back(string $door): BrowserReturn
    {
        return new BrowserReturn($door, ['result' => '0', 'payment_id' => '1', 'trading_id' => 'another', 'hc' => 'x']);
    }

    public static function verdict(Move $move): Verdict
    {
        Assert::assertInstanceOf(Verdict::class, $move);

        return $move;
    }
}
