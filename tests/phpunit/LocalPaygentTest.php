<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Client;
use Paygent\Response;
use Paygent\Tests\Support\LocalPaygent;
use Paygent\Tests\Support\Post;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\TestCase;

/** Both faces against a live local Paygent over mutual TLS. */
final class LocalPaygentTest extends TestCase
{
    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::get();
    }

    /** @param array<string, mixed> $fields */
    private function post(string $kind, array $fields): Post
    {
        $common = ['merchant_id' => $this->paygent->merchantId, 'telegram_version' => '1.0', 'telegram_kind' => $kind];

        return Post::with(new PaygentB2BModule($this->paygent->config()), $common + $fields);
    }

    public function testAuthorizationSaleAndInquiryWithTheVendorsClass(): void
    {
        $tradingId = LocalPaygent::tradingId();
        $authorization = $this->post('020', $this->paygent->card($tradingId));
        self::assertTrue($authorization->result, $authorization->message);
        self::assertSame('0', $authorization->status, $authorization->message);
        $payment = ['payment_id' => $authorization->rows[0]['payment_id']];

        self::assertSame('0', $this->post('022', $payment)->status);
        $inquiry = $this->post('094', $payment);

        self::assertSame('0', $inquiry->status);
        self::assertSame('40', $inquiry->rows[0]['payment_status']);
        self::assertSame($tradingId, $inquiry->rows[0]['trading_id']);
    }

    public function testAuthorizationSaleAndInquiryWithTheModernApi(): void
    {
        $client = Client::fromConfig($this->paygent->config());
        $tradingId = LocalPaygent::tradingId();
        $common = ['merchant_id' => $this->paygent->merchantId, 'telegram_version' => '1.0'];

        $authorization = $client->send('020', $this->paygent->card($tradingId));
        self::assertSame('0', $authorization->status(), $authorization->detail());
        $payment = ['payment_id' => $authorization->get('payment_id')];
        self::assertTrue($client->send('022', $payment + $common)->isSuccess());

        $inquiry = $client->send('094', ['trading_id' => $tradingId] + $common);
        self::assertSame('40', $inquiry->get('payment_status'));
        self::assertSame($payment['payment_id'], $inquiry->get('payment_id'));
        self::assertSame(1080, (int) $inquiry->get('payment_amount'));
    }

    public function testRefusedCardIsAnAnswerAndNoFailure(): void
    {
        $card = ['card_number' => '4900000000008212'] + $this->paygent->card(LocalPaygent::tradingId());

        $post = $this->post('020', $card);
        self::assertTrue($post->result);
        self::assertSame(['1', '2001', '"1G12"'], [$post->status, $post->code, $post->detail]);
        self::assertSame([], $post->raised->warnings);

        $response = Client::fromConfig($this->paygent->config())->send('020', ['trading_id' => LocalPaygent::tradingId()] + $card);
        self::assertFalse($response->isSuccess());
        self::assertSame(['1', '2001', '"1G12"'], [$response->status(), $response->code(), $response->detail()]);
    }

    public function testConvenienceStoreNumber(): void
    {
        $sjis = static fn (string $text): string => mb_convert_encoding($text, 'SJIS-win', 'UTF-8');
        $fields = [
            'trading_id' => LocalPaygent::tradingId(),
            'payment_amount' => 3000,
            'cvs_company_id' => '00C002',
            'customer_family_name' => $sjis('高橋'),
            'customer_name' => $sjis('花子'),
            'customer_family_name_kana' => $sjis('タカハシ'),
            'customer_name_kana' => $sjis('ハナコ'),
            'customer_tel' => '0312345678',
        ];

        $post = $this->post('030', $fields);
        self::assertSame('0', $post->status, mb_convert_encoding($post->message, 'UTF-8', 'SJIS-win'));
        self::assertNotSame('', $post->rows[0]['receipt_number'] ?? '');

        $text = static fn (int|string $value): string => mb_convert_encoding((string) $value, 'UTF-8', 'SJIS-win');
        $response = Client::fromConfig($this->paygent->config())->send('030', [
            'merchant_id' => $this->paygent->merchantId,
            'telegram_version' => '1.0',
            'trading_id' => LocalPaygent::tradingId(),
        ] + array_map($text, $fields));
        self::assertTrue($response->isSuccess(), $response->detail());
    }

    public function testRefusalsOfTheGatewayComeAsCp932AndAsUtf8(): void
    {
        $fields = ['payment_amount' => 'many'] + $this->paygent->card(LocalPaygent::tradingId());

        $post = $this->post('020', $fields);
        $response = Client::fromConfig($this->paygent->config())->send('020', $fields);

        self::assertTrue($post->result);
        self::assertSame('1', $post->status);
        self::assertStringStartsWith('P0', (string) $post->code);
        self::assertSame($post->code, $response->code());
        self::assertSame($response->detail(), mb_convert_encoding((string) $post->detail, 'UTF-8', 'SJIS-win'));
        self::assertMatchesRegularExpression('/\p{Han}/u', $response->detail());
    }

    public function testWrongPasswordIsP002(): void
    {
        $post = $this->post('020', ['connect_password' => 'wrong'] + $this->paygent->card(LocalPaygent::tradingId()));

        self::assertSame(['1', 'P002'], [$post->status, $post->code]);
    }

    public function testManyAtOnceAnswerEachTheirOwn(): void
    {
        $telegrams = [];
        for ($i = 0; $i < 30; $i++) {
            $tradingId = LocalPaygent::tradingId();
            $telegrams[$tradingId] = ['kind' => '020', 'fields' => $this->paygent->card($tradingId)];
        }
        $seen = [];

        $answers = Client::fromConfig($this->paygent->config())->sendAll(
            $telegrams,
            concurrency: 8,
            onResult: static function (int|string $key) use (&$seen): void {
                $seen[] = $key;
            },
        );

        self::assertSame(array_keys($telegrams), array_keys($answers));
        sort($seen);
        $keys = array_keys($telegrams);
        sort($keys);
        self::assertSame($keys, $seen);
        foreach ($answers as $key => $answer) {
            self::assertInstanceOf(Response::class, $answer);
            self::assertSame($key, $answer->get('trading_id'));
        }
    }

    public function testDiagnosisIsGood(): void
    {
        $checks = Client::fromConfig($this->paygent->config())->diagnose();

        self::assertNotSame([], $checks);
        self::assertSame([], array_filter($checks, static fn (array $check): bool => $check['status'] === 'error'));
        $text = json_encode($checks, JSON_THROW_ON_ERROR);
        /** @var array{merchants: non-empty-list<array{connect_password: string}>} $account */
        $account = json_decode((string) file_get_contents($this->paygent->kit . '/account.json'), true);
        self::assertStringNotContainsString($account['merchants'][0]['connect_password'], $text);
    }
}
