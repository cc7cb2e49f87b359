<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Hash;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\Step\OpenPaidy;
use PHPUnit\Framework\TestCase;

/** The tests' own browser takes the ways that customers take; what it arrives at is what Paygent made. */
final class BrowserTest extends TestCase
{
    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
    }

    public function testLinkTypeCardAndBack(): void
    {
        $tradingId = self::tradingId();
        $fields = [
            'trading_id' => $tradingId,
            'payment_type' => '02',
            'id' => '2500',
            'seq_merchant_id' => $this->paygent->contract('merchant_id'),
            'isbtob' => '1',
            'return_url' => 'https://shop.example/thanks?order=7',
            'threedsecure_ryaku' => '1',
        ];
        $fields['hc'] = Hash::link($fields, $this->paygent->contract('link_hash_key'));
        $answer = $this->paygent->gateway()->send($this->paygent->account(), new Telegram('link', $fields));
        $browser = $this->paygent->browser();

        $first = $browser->open($answer->get('url'));
        self::assertFalse($first->isShop());
        $values = ['card_number' => '4900000000000000', 'expire_month' => '12', 'expire_year' => '30', 'holder_name' => 'TARO TEST'];
        $check = $browser->submit($first, self::known($first, $values));
        $page = $browser->submit($check);

        self::assertSame(['20'], array_column($this->paygent->tool->payments($tradingId), 'status'));
        $shop = $browser->open($page->link('購入したサイトに戻る'));
        self::assertTrue($shop->isShop());
        self::assertSame(['order' => '7'], $shop->fields());
    }

    public function testThreeDSecureTwoBringsItsResultToTheShop(): void
    {
        $answer = $this->paygent->gateway()->send($this->paygent->account(), new Telegram('450', [
            'trading_id' => self::tradingId(),
            'payment_amount' => 1000,
            'card_set_method' => 'direct',
            'card_number' => '4900000000000000',
            'card_valid_term' => '1230',
            'cardholder_name' => 'TARO TEST',
            'term_url' => 'https://shop.example/3ds?attempt=1',
            'merchant_name' => 'Shop',
            'authentication_type' => '01',
            'login_type' => '01',
        ]));
        self::assertSame('0', $answer->result, $answer->code . $answer->detail);

        $shop = $this->paygent->browser()->show($answer->get('out_acs_html'));

        self::assertTrue($shop->isShop(), $shop->text());
        self::assertSame('1', $shop->fields()['attempt']);
        self::assertTrue(Hash::verify3ds2($shop->fields(), $this->paygent->contract('threeds_hash_key')));
    }

    public function testCarriersPagesLeadBackToTheShop(): void
    {
        $gateway = $this->paygent->gateway();
        $browser = $this->paygent->browser();
        $identified = $gateway->send($this->paygent->account(), new Telegram('104', [
            'trading_id' => self::tradingId(),
            'career_type' => '5',
            'pc_mobile_type' => '4',
            'redirect_url' => 'https://shop.example/identified?attempt=3',
            'cancel_url' => 'https://shop.example/stopped',
        ]));
        self::assertSame('0', $identified->result, $identified->code . $identified->detail);
        $html = $identified->get('redirect_html');
        $page = $html === '' ? $browser->open($identified->get('redirect_url')) : $browser->show($html);
        self::assertFalse($page->isShop());

        $shop = $browser->submit($page, ['do' => 'agree']);

        self::assertTrue($shop->isShop(), $shop->text());
        self::assertSame('3', $shop->fields()['attempt']);
        self::assertSame(64, \strlen($shop->fields()['open_id']));
    }

    public function testPaidysWindowTellsItsResult(): void
    {
        $tradingId = self::tradingId();
        $step = new OpenPaidy($this->paygent->contract('paidy_public_key'), [
            'amount' => 3300,
            'currency' => 'JPY',
            'store_name' => '試験ショップ',
            'buyer' => ['email' => 'a@example.com', 'name1' => '試験 太郎', 'phone' => '08000000001'],
            'buyer_data' => ['age' => 30, 'order_count' => 0, 'ltv' => 0, 'last_order_amount' => 0, 'last_order_at' => 0],
            'order' => [
                'items' => [['id' => '1', 'quantity' => 1, 'title' => '品', 'unit_price' => 3000]],
                'order_ref' => $tradingId,
                'shipping' => 0,
                'tax' => 300,
            ],
            'shipping_address' => ['line1' => '', 'line2' => '1-1', 'city' => '港区', 'state' => '東京都', 'zip' => '106-0032'],
        ]);

        self::assertSame('authorized', PaidyWindow::walk($this->paygent, $step)['status']);
        self::assertSame(['20'], array_column($this->paygent->tool->payments($tradingId), 'status'));
        self::assertSame('rejected', PaidyWindow::walk($this->paygent, $step, PaidyWindow::REJECTED)['status']);
    }

    public function testTheClockMovesAndPaymentsAreMovedAndTold(): void
    {
        $tradingId = self::tradingId();
        $answer = $this->paygent->gateway()->send($this->paygent->account(), new Telegram('010', [
            'trading_id' => $tradingId,
            'payment_amount' => 500,
            'payment_detail' => 'お買い物代金',
            'payment_detail_kana' => 'ｵｶｲﾓﾉ',
            'payment_limit_date' => 5,
            'customer_family_name' => '高橋',
            'customer_name' => '花子',
        ]));
        $before = $this->paygent->tool->time();
        $this->paygent->tool->advance('90s');
        self::assertSame($before + 90_000, $this->paygent->tool->time());

        $this->paygent->tool->move($answer->get('payment_id'), '40', ['bank_code' => '0001']);

        self::assertSame('40', $this->paygent->tool->status($answer->get('payment_id')));
        $notices = array_column($this->paygent->tool->notices(), null, 'payment_id');
        self::assertArrayHasKey($answer->get('payment_id'), $notices);
    }

    /**
     * @param array<string, string> $values
     *
     * @return array<string, string> those that the page asks for
     */
    private static function known(Page $page, array $values): array
    {
        return array_intersect_key($values, $page->form()->fields);
    }

    private static function tradingId(): string
    {
        return 'B' . bin2hex(random_bytes(8));
    }
}
