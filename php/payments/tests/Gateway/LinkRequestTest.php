<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Gateway;

use Paygent\Hash;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Tests\Support\LocalPaygent;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Link-type requests in URL mode (link-type 2, 6). */
final class LinkRequestTest extends TestCase
{
    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
    }

    protected function tearDown(): void
    {
        $this->paygent->tool->clearFaults();
    }

    public function testTheAnswerHasTheAddressOfThePage(): void
    {
        $tradingId = self::tradingId();
        $answer = $this->link(['trading_id' => $tradingId, 'merchant_name' => '高橋商店']);

        self::assertSame([Outcome::Answered, '0'], [$answer->outcome, $answer->result], $answer->detail);
        self::assertSame($tradingId, $answer->get('trading_id'));
        self::assertSame(['url', 'trading_id', 'payment_type', 'limit_date', 'trade_generation_date'], array_keys($answer->rows[0]));
        self::assertStringContainsString('tid=' . $tradingId, $answer->get('url'), 'split at the first "=" only');
        self::assertStringContainsString('高橋商店', $this->paygent->browser()->open($answer->get('url'))->text());
    }

    public function testARefusalNamesItsCode(): void
    {
        $answer = $this->link(['trading_id' => self::tradingId(), 'hc' => str_repeat('0', 64)]);

        self::assertTrue($answer->isRefused());
        self::assertSame(['1', '6005'], [$answer->result, $answer->code]);
    }

    /** @param array<string, mixed> $effect */
    #[DataProvider('losses')]
    public function testWithoutAWholeAnswerItIsUnknown(array $effect): void
    {
        $tradingId = self::tradingId();
        $this->paygent->tool->fault(['kind' => 'link', 'trading_id' => $tradingId, 'do' => $effect]);

        $answer = $this->link(['trading_id' => $tradingId], ['timeout_value' => '1']);

        self::assertSame(Outcome::Unknown, $answer->outcome, $answer->detail);
        self::assertSame([], $answer->rows);
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function losses(): iterable
    {
        yield 'hangs' => [['hang' => 'before']];
        yield 'processed, not answered' => [['swallow' => true]];
        yield 'reset within the answer' => [['reset_at' => 30]];
        yield 'truncated' => [['truncate_at' => 12]];
        yield 'empty' => [['empty' => true]];
        yield 'no lines' => [['body' => base64_encode("<html>maintenance</html>\r\n")]];
        yield 'the last line is cut' => [['body' => base64_encode("result=0\r\nurl=http")]];
        yield '503' => [['http_status' => 503]];
    }

    public function testAnAnswerInWindows31jIsReadToo(): void
    {
        $tradingId = self::tradingId();
        $body = mb_convert_encoding("response_detail=入力値が不正です。\r\nresult=1\r\nresponse_code=P010\r\n", 'SJIS-win', 'UTF-8');
        $this->paygent->tool->fault([
            'kind' => 'link', 'trading_id' => $tradingId, 'do' => ['body' => base64_encode($body)],
        ]);

        $answer = $this->link(['trading_id' => $tradingId]);

        self::assertSame(['1', 'P010', '入力値が不正です。'], [$answer->result, $answer->code, $answer->detail]);
    }

    /**
     * @param array<string, string> $fields
     * @param array<string, string> $settings
     */
    private function link(array $fields, array $settings = []): Answer
    {
        $fields += [
            'payment_type' => '02',
            'id' => '2500',
            'seq_merchant_id' => $this->paygent->contract('merchant_id'),
            'isbtob' => '1',
            'return_url' => 'https://shop.example/thanks',
        ];
        $fields += ['hc' => Hash::link($fields, $this->paygent->contract('link_hash_key'))];

        return $this->paygent->gateway($settings)->send($this->paygent->account(), new Telegram('link', $fields));
    }

    private static function tradingId(): string
    {
        return 'L' . bin2hex(random_bytes(8));
    }
}
