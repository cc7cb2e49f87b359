<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Paidy;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Paidy\Paidy;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class PaidyTest extends TestCase
{
    public function testTheWindowOpensWithTheWholeOrder(): void
    {
        $items = [
            ['id' => 'A-1', 'title' => '本', 'unit_price' => 1500, 'quantity' => 2],
            ['id' => '', 'title' => 'ポイント', 'description' => '利用分', 'unit_price' => -20, 'quantity' => 1],
        ];
        $buyer = ModuleFixture::buyer(more: [
            'order_items' => json_encode($items, JSON_THROW_ON_ERROR), 'order_tax' => 300, 'order_shipping' => 700,
            'shipping_zip' => '5300001', 'shipping_state' => '大阪府', 'shipping_city' => '大阪市北区', 'shipping_line2' => '梅田1-1',
            'shipping_line1' => '梅田ビル', 'buyer_user_id' => 'C77', 'buyer_age' => 400, 'buyer_order_count' => 3, 'buyer_ltv' => 9000,
            'buyer_last_order_amount' => 2500, 'buyer_last_order_at' => 30, 'buyer_dob' => '1990-04-01',
        ]);

        $step = self::window($buyer);

        self::assertSame(['pk_test_0123456789', ModuleFixture::urls()->to('return')], [$step->publicKey, $step->returnUrl]);
        self::assertSame([
            'amount' => 3980,
            'currency' => 'JPY',
            'store_name' => 'テスト商店',
            'buyer' => [
                'email' => 'taro@example.jp', 'name1' => '試験 太郎', 'name2' => 'シケン タロウ', 'phone' => '090-1234-5678', 'dob' => '1990-04-01',
            ],
            'buyer_data' => [
                'user_id' => 'C77', 'age' => 400, 'order_count' => 3, 'ltv' => 9000, 'last_order_amount' => 2500, 'last_order_at' => 30,
            ],
            'order' => [
                'items' => [
                    ['id' => 'A-1', 'title' => '本', 'description' => '', 'unit_price' => 1500, 'quantity' => 2],
                    ['id' => '', 'title' => 'ポイント', 'description' => '利用分', 'unit_price' => -20, 'quantity' => 1],
                ],
                'order_ref' => ModuleFixture::TRADING_ID,
                'shipping' => 700,
                'tax' => 300,
            ],
            'shipping_address' => ['line1' => '梅田ビル', 'line2' => '梅田1-1', 'city' => '大阪市北区', 'state' => '大阪府', 'zip' => '5300001'],
        ], $step->payload);
    }

    /** @return iterable<string, array{array<string, string|int>, int}> */
    public static function orders(): iterable
    {
        $item = static fn (int $price): string => json_encode([['title' => 'x', 'unit_price' => $price, 'quantity' => 1]], JSON_THROW_ON_ERROR);
        yield 'no lines at all' => [[], 1];
        yield 'lines that are no list' => [['order_items' => 'x'], 1];
        yield 'too much' => [['order_items' => $item(5000), 'order_shipping' => 500], 2];
        yield 'too little' => [['order_items' => $item(3000)], 2];
        yield 'exactly' => [['order_items' => $item(3480), 'order_shipping' => 500], 1];
        yield 'texts for numbers' => [['order_items' => '[{"unit_price":"3980","quantity":"1"}]'], 1];
    }

    /** @param array<string, string|int> $more */
    #[DataProvider('orders')]
    public function testThePartsAlwaysAddUpToTheAmount(array $more, int $lines): void
    {
        $order = self::window(ModuleFixture::buyer(more: $more))->payload['order'] ?? null;

        self::assertIsArray($order);
        self::assertIsArray($order['items']);
        self::assertCount($lines, $order['items']);
        $sum = 0;
        foreach ($order['items'] as $item) {
            self::assertIsArray($item);
            self::assertIsInt($item['unit_price']);
            self::assertIsInt($item['quantity']);
            $sum += $item['unit_price'] * $item['quantity'];
        }
        self::assertIsInt($order['tax']);
        self::assertIsInt($order['shipping']);
        self::assertSame(3980, $sum + $order['tax'] + $order['shipping']);
    }

    public function testTheBuyersAddressIsTheShippingAddressUnlessTold(): void
    {
        self::assertSame(
            ['line1' => '試験ビル4F', 'line2' => '神宮前1-2-3', 'city' => '渋谷区', 'state' => '', 'zip' => '1500001'],
            self::window(ModuleFixture::buyer())->payload['shipping_address'] ?? null,
        );
    }

    public function testTheAttemptIsAwayAndNoTelegramIsSent(): void
    {
        $purchase = ModuleFixture::purchase();
        $verdict = ModuleFixture::verdict((new Paidy())->begin($purchase));

        self::assertSame([AttemptState::Away, null], [$verdict->state, $verdict->evidence]);
        self::assertSame($purchase->now + 3_600_000, $verdict->limitAt);
    }

    public function testSeveralDestinationsAreRefused(): void
    {
        $refused = ModuleFixture::refused((new Paidy())->begin(ModuleFixture::purchase(destinations: 2)));

        self::assertSame(['methods.paidy_destinations', Retry::OtherMethod], [$refused->customerText, $refused->retry]);
    }

    public function testWithoutAKeyOrAnAmountNothingOpens(): void
    {
        $settings = SettingsFixture::module(paidy: ['publicKey' => '']);
        $keyless = ModuleFixture::refused((new Paidy())->begin(ModuleFixture::purchase(settings: $settings)));

        self::assertSame('methods.unavailable', $keyless->customerText);
        foreach ([0, 100_000_000] as $amount) {
            $refused = ModuleFixture::refused((new Paidy())->begin(ModuleFixture::purchase(amount: $amount)));
            self::assertSame('methods.amount', $refused->customerText);
        }
    }

    /** @return iterable<string, array{string, AttemptState, string}> */
    public static function callbacks(): iterable
    {
        yield 'closed' => ['closed', AttemptState::Abandoned, 'methods.stopped'];
        yield 'rejected' => ['rejected', AttemptState::Refused, 'methods.paidy_rejected'];
        yield 'authorized' => ['authorized', AttemptState::Confirming, ''];
        yield 'invented' => ['paid', AttemptState::Confirming, ''];
        yield 'nothing' => ['', AttemptState::Confirming, ''];
    }

    #[DataProvider('callbacks')]
    public function testTheCallbackCountsOnlyWherePaygentKnowsNothing(string $status, AttemptState $state, string $text): void
    {
        $inquire = ModuleFixture::inquire((new Paidy())->returned(
            ModuleFixture::purchase(),
            ModuleFixture::back('return', ['status' => $status, 'id' => 'pay_x', 'amount' => '1']),
        ));

        self::assertSame(['', $state], [$inquire->paymentId, $inquire->notFound->state]);
        if ($text === '') {
            self::assertInstanceOf(BeingConfirmed::class, $inquire->notFound->step);
        } else {
            self::assertSame($text, ModuleFixture::refused($inquire->notFound)->customerText);
        }
    }

    public function testAnAuthorizedPaymentIsTakenWhateverTheBrowserSaid(): void
    {
        $verdict = ModuleFixture::inquired(new Paidy(), ['payment_status' => '20', 'paidy_payment_id' => 'pay_x', 'buyer_email' => 'taro@example.jp']);

        self::assertSame([AttemptState::Placed, ['paidy_payment_id' => 'pay_x']], [$verdict->state, $verdict->evidence?->facts]);
    }

    public function testAChangedAmountIsAMismatchAndNotCancelled(): void
    {
        $verdict = ModuleFixture::inquired(new Paidy(), ['payment_status' => '20', 'payment_amount' => '1']);

        self::assertSame([AttemptState::Attention, 1], [$verdict->state, $verdict->evidence?->amount]);
    }

    public function testAnAnswerToATelegramOfSomebodyElse(): void
    {
        $sent = new Send('cancel', new Telegram('340', ['payment_id' => '1']));

        self::assertSame(AttemptState::Attention, ModuleFixture::verdict((new Paidy())->answered(ModuleFixture::purchase(), $sent, Answer::answered('0')))->state);
        self::assertSame(AttemptState::Refused, ModuleFixture::verdict((new Paidy())->answered(ModuleFixture::purchase(), $sent, Answer::answered('1', '24001')))->state);
    }

    private static function window(Buyer $buyer): OpenPaidy
    {
        $step = ModuleFixture::verdict((new Paidy())->begin(ModuleFixture::purchase(buyer: $buyer)))->step;
        self::assertInstanceOf(OpenPaidy::class, $step);

        return $step;
    }
}
