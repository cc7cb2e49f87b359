<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Module;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\ReturnUrls;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Support\JapanTime;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Assert;

/** One attempt of the module type, and what is asked of it. */
final class ModuleFixture
{
    public const TRADING_ID = 'S_1001_abcdefg';
    public const SMARTPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15';

    /** @param array<string, string> $input */
    public static function purchase(
        array $input = [],
        ?Settings $settings = null,
        ?Buyer $buyer = null,
        int $amount = 3980,
        int $destinations = 1,
        string $paymentId = '',
        string $door = '',
        string $tradingId = self::TRADING_ID,
        ?Account $account = null,
        ?int $now = null,
    ): Purchase {
        return new Purchase(
            $account ?? new Account('a1', Environment::Local, '90001'),
            $settings ?? SettingsFixture::module(),
            new OrderSnapshot('1001', '1001', $amount, OrderState::Purchasing, destinations: $destinations),
            'attempt1',
            $tradingId,
            $amount,
            $buyer ?? self::buyer(),
            $input,
            self::urls(),
            $now ?? self::at('20261123120000'),
            $paymentId,
            door: $door,
        );
    }

    /** @param array<string, string|int> $more */
    public static function buyer(
        string $familyName = '試験',
        string $givenName = '太郎',
        string $familyNameKana = 'シケン',
        string $givenNameKana = 'タロウ',
        string $phone = '090-1234-5678',
        array $more = [],
    ): Buyer {
        return new Buyer($familyName, $givenName, $familyNameKana, $givenNameKana, $phone, 'taro@example.jp', '1500001', '13', '渋谷区', '神宮前1-2-3', '試験ビル4F', more: $more);
    }

    /** Epoch ms of a time in Japan. */
    public static function at(string $stamp): int
    {
        return JapanTime::parseDateTime($stamp) ?? throw new \InvalidArgumentException($stamp);
    }

    public static function send(Move $move): Send
    {
        Assert::assertInstanceOf(Send::class, $move);

        return $move;
    }

    public static function verdict(Move $move): Verdict
    {
        Assert::assertInstanceOf(Verdict::class, $move);

        return $move;
    }

    public static function inquire(Move $move): Inquire
    {
        Assert::assertInstanceOf(Inquire::class, $move);

        return $move;
    }

    public static function refused(Move $move): Refused
    {
        $step = self::verdict($move)->step;
        Assert::assertInstanceOf(Refused::class, $step);

        return $step;
    }

    /** @param array<string, string> $fields */
    public static function applied(Method $method, Purchase $purchase, array $fields): Verdict
    {
        $sent = self::send($method->begin($purchase));

        return self::verdict($method->answered($purchase, $sent, Answer::answered('0', rows: [$fields])));
    }

    public static function refusal(Method $method, Purchase $purchase, string $code, string $detail = ''): Move
    {
        $sent = self::send($method->begin($purchase));

        return $method->answered($purchase, $sent, Answer::answered('1', $code, $detail, [['result' => '1', 'response_code' => $code]]));
    }

    /** @param array<string, string> $row what differs from a payment of this attempt */
    public static function inquired(Method $method, array $row, ?Purchase $purchase = null): Verdict
    {
        $row += [
            'payment_id' => '700001',
            'trading_id' => self::TRADING_ID,
            'payment_type' => $method->id()->paymentType(),
            'payment_amount' => '3980',
        ];

        return self::verdict($method->inquired($purchase ?? self::purchase(), Answer::answered('0', rows: [$row])));
    }

    /** @param array<string, string> $fields */
    public static function back(string $door, array $fields = []): BrowserReturn
    {
        parse_str((string) parse_url(self::urls()->to($door), PHP_URL_QUERY), $query);

        return new BrowserReturn($door, $fields + ['token' => \is_string($query['token'] ?? null) ? $query['token'] : '']);
    }

    public static function urls(): ReturnUrls
    {
        return new class () implements ReturnUrls {
            public function to(string $door, array $carry = []): string
            {
                $query = http_build_query(['token' => '0123456789abcdef', 'door' => $door] + $carry);

                return 'https://shop.example/pay/return?' . $query;
            }
        };
    }
}
