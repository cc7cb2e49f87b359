<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Scratch;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Checks before sending (connection-module 6.2, 14 item 4). Limits are inclusive. */
final class LimitsTest extends TestCase
{
    /** How many telegrams may have reached the server when the test ends. */
    private int $sent = 0;

    protected function setUp(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
    }

    protected function assertPostConditions(): void
    {
        self::assertCount($this->sent, BodyServer::get()->requests());
    }

    public function testKeyOf8190BytesPasses(): void
    {
        $this->assertPasses(Post::send(['telegram_kind' => '020', str_repeat('k', 8190) => 'v']));
    }

    public function testKeyOf8191BytesIsRefused(): void
    {
        self::assertRefused('E02002', Post::send(['telegram_kind' => '020', str_repeat('k', 8191) => 'v']));
    }

    public function testKeyLengthIsMeasuredInBytes(): void
    {
        self::assertRefused('E02002', Post::send(['telegram_kind' => '020', str_repeat('あ', 2731) => 'v']));
    }

    public function testEmptyKeyIsRefused(): void
    {
        self::assertRefused('E02002', Post::send(['telegram_kind' => '020', '' => 'v']));
    }

    public function testNullKeyIsTheEmptyKey(): void
    {
        self::assertRefused('E02002', Post::send(
            ['telegram_kind' => '020'],
            [],
            static fn (PaygentB2BModule $module) => $module->reqPut(null, 'v'),
        ));
    }

    public function testValueOf102401BytesIsRefused(): void
    {
        self::assertRefused('E02002', Post::send(['telegram_kind' => '020', 'memo' => str_repeat('v', 102401)]));
    }

    public function testValueOf102400BytesPassesItsCheckAndFailsTheTotal(): void
    {
        $post = Post::send(['telegram_kind' => '020', 'memo' => str_repeat('v', 102400)]);

        self::assertRefused('E02002', $post);
        self::assertTrue($post->module->isTelegramParamValueLenCheck());
        self::assertSame('E02002', $post->module->validateTelegramLengthCheck());
    }

    public function testTotalIsInclusive(): void
    {
        // URL?telegram_kind=020&memo=…&connect_id=defid&connect_password=defpw
        $others = strlen(BodyServer::get()->url('/n/02/request')
            . '?telegram_kind=020&memo=&connect_id=defid&connect_password=defpw');

        $this->assertPasses(
            Post::send(['telegram_kind' => '020', 'memo' => str_repeat('v', 102400 - $others)]),
        );
        self::assertRefused(
            'E02002',
            Post::send(['telegram_kind' => '020', 'memo' => str_repeat('v', 102401 - $others)]),
        );
    }

    public function testDataMayHaveTenMegabytesInAll(): void
    {
        $others = strlen(BodyServer::get()->url('/n/20/request')
            . '?telegram_kind=200&data=&connect_id=defid&connect_password=defpw');

        $this->assertPasses(
            Post::send(['telegram_kind' => '200', 'data' => str_repeat('d', 10485760 - $others)]),
        );
        self::assertRefused(
            'E02002',
            Post::send(['telegram_kind' => '200', 'data' => str_repeat('d', 10485761 - $others)]),
        );
    }

    public function test201WithoutResultCsvIsRefused(): void
    {
        self::assertRefused('E02007', Post::send(['telegram_kind' => '201']));
    }

    public function test020WithResultCsvIsRefused(): void
    {
        $path = Scratch::directory('csv') . '/result.csv';

        self::assertRefused('E02007', Post::send(
            ['telegram_kind' => '020'],
            [],
            static fn (PaygentB2BModule $module) => $module->setResultCsv($path),
        ));
        self::assertFileDoesNotExist($path);
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function withoutKind(): iterable
    {
        yield 'not put' => [['memo' => 'x']];
        yield 'empty' => [['telegram_kind' => '']];
        yield 'blank' => [['telegram_kind' => " \t"]];
        yield 'null' => [['telegram_kind' => null]];
    }

    /** @param array<string, mixed> $fields */
    #[DataProvider('withoutKind')]
    public function testTelegramWithoutKindIsRefused(array $fields): void
    {
        self::assertRefused('E02003', Post::send($fields));
    }

    /** @return iterable<string, array{string, mixed}> */
    public static function numbers(): iterable
    {
        yield 'zero time-out' => ['timeout', 0];
        yield 'null time-out' => ['timeout', null];
        yield 'negative time-out' => ['timeout', '-1'];
        yield 'blank time-out' => ['timeout', ''];
        yield 'time-out that is no number' => ['timeout', 'soon'];
        yield 'zero count' => ['selectMaxCnt', '0'];
        yield 'blank count' => ['selectMaxCnt', ''];
    }

    #[DataProvider('numbers')]
    public function testNumbersMustBePositive(string $field, mixed $value): void
    {
        self::assertRefused('E02001', Post::send(
            ['telegram_kind' => '020'],
            [],
            static function (PaygentB2BModule $module) use ($field, $value): void {
                match ($field) {
                    'timeout' => $module->setTimeout($value),
                    default => $module->setSelectMaxCnt($value),
                };
            },
        ));
    }

    public function testChecksComeInTheContractsOrder(): void
    {
        $all = static function (PaygentB2BModule $module): void {
            $module->setTimeout(0);
            $module->setResultCsv('/nowhere/x.csv');
            $module->reqPut('', str_repeat('v', 102401));
        };

        $post = Post::send([], [], $all);
        self::assertRefused('E02001', $post);
        self::assertRefused('E02003', $post->again([], static fn (PaygentB2BModule $module) => $module->setTimeout(1)), 2);
        self::assertRefused('E02007', $post->again(['telegram_kind' => '020']), 3);
        self::assertRefused(
            'E02002',
            $post->again([], static fn (PaygentB2BModule $module) => $module->setResultCsv(null)),
            4,
        );
    }

    public function testPostBeforeInitIsACode(): void
    {
        $module = new PaygentB2BModule();
        $module->reqPut('telegram_kind', '020');
        $raised = new Support\Raised();

        self::assertSame('E02001', $raised->during($module->post(...)));
        self::assertSame(['E02001'], $raised->codes());
    }

    private function assertPasses(Post $post): void
    {
        self::assertTrue($post->result, $post->message);
        $this->sent++;
    }

    private static function assertRefused(string $code, Post $post, int $warnings = 1): void
    {
        self::assertSame($code, $post->result, $post->message);
        self::assertStringStartsWith("$code: ", $post->message);
        $codes = $post->raised->codes();
        self::assertCount($warnings, $codes);
        self::assertSame($code, end($codes));
        self::assertNull($post->status);
        self::assertNull($post->code);
        self::assertNull($post->detail);
        self::assertSame([], $post->rows);
    }
}
