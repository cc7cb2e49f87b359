<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Process;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** HTTP statuses and framing of answers (connection-module 7, 14 item 5), sent once each. */
final class HttpAnswerTest extends TestCase
{
    private const BODY = "result=0\r\npayment_id=1\r\n";

    protected function assertPostConditions(): void
    {
        self::assertCount(1, BodyServer::get()->requests());
    }

    /** @return iterable<string, array{int}> */
    public static function goodStatuses(): iterable
    {
        foreach ([200, 201, 203, 206] as $status) {
            yield (string) $status => [$status];
        }
    }

    #[DataProvider('goodStatuses')]
    public function testStatusIsAccepted(int $status): void
    {
        self::assertAnswered(self::post(Answer::body(self::BODY, $status)));
    }

    /** @return iterable<string, array{int}> */
    public static function badStatuses(): iterable
    {
        foreach ([207, 302, 307, 308, 400, 404, 500, 503] as $status) {
            yield (string) $status => [$status];
        }
    }

    #[DataProvider('badStatuses')]
    public function testStatusIsRefused(int $status): void
    {
        $location = 'Location: ' . BodyServer::get()->url('/elsewhere') . "\r\n";
        $post = self::post(Answer::body(self::BODY, $status, $location));

        self::assertFailed($post);
        self::assertStringContainsString((string) $status, $post->message);
        self::assertNull($post->status);
    }

    #[DataProvider('badStatuses')]
    public function testStatusIsRefusedThroughAProxyToo(int $status): void
    {
        self::assertFailed(self::post(Answer::body(self::BODY, $status), self::proxy()));
    }

    public function testProxyIsUsed(): void
    {
        self::assertAnswered(self::post(Answer::body(self::BODY), self::proxy()));
    }

    public function test204WithoutBodyIsNoAnswer(): void
    {
        self::assertFailed(self::post(Answer::raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")));
    }

    public function testEmptyBodyIsNoAnswer(): void
    {
        self::assertFailed(self::post(Answer::body('')));
    }

    public function testInterimAnswerIsSkipped(): void
    {
        self::assertAnswered(self::post(Answer::raw(
            "HTTP/1.1 100 Continue\r\n\r\n" . Answer::head(200, 'Content-Length: 24' . "\r\n") . self::BODY,
        )));
    }

    public function testChunkedAnswerIsRead(): void
    {
        self::assertAnswered(self::post(Answer::raw(
            Answer::head(200, "Transfer-Encoding: chunked\r\n")
            . "a\r\nresult=0\r\n\r\ne\r\npayment_id=1\r\n\r\n0\r\n\r\n",
        )));
    }

    public function testHttp10AnswerEndedByACleanCloseIsRead(): void
    {
        self::assertAnswered(self::post(Answer::raw("HTTP/1.0 200 OK\r\n\r\n" . self::BODY)));
    }

    /** @return iterable<string, array{Answer}> */
    public static function cutShort(): iterable
    {
        yield 'without length and without TLS close' => [Answer::cut("HTTP/1.0 200 OK\r\n\r\n" . self::BODY)];
        yield 'shorter than Content-Length' => [
            Answer::raw(Answer::head(200, "Content-Length: 100\r\n") . self::BODY),
        ];
        yield 'before the last chunk' => [
            Answer::raw(Answer::head(200, "Transfer-Encoding: chunked\r\n") . "a\r\nresult=0\r\n\r\n"),
        ];
        yield 'inside the headers' => [Answer::raw("HTTP/1.1 200 OK\r\nContent-Le")];
        yield 'before the first byte' => [Answer::nothing()];
    }

    #[DataProvider('cutShort')]
    public function testAnswerCutShortIsNoAnswer(Answer $answer): void
    {
        $post = self::post($answer);

        self::assertFailed($post);
        // Without a body libcurl cannot tell a cut header block from a complete one.
        self::assertContains($post->status, [null, '']);
        self::assertSame([], $post->rows);
    }

    public function testAnswerThatIsNotHttpIsNoAnswer(): void
    {
        self::assertFailed(self::post(Answer::raw("SSH-2.0-server\r\n\r\n")));
    }

    public function testAnswerOverTenMegabytesIsRefused(): void
    {
        self::assertFailed(self::post(Answer::body("result=0\r\nx=" . str_repeat('x', 10 * 1024 * 1024))));
    }

    public function testAnswerOfNearlyTenMegabytesIsRead(): void
    {
        $value = str_repeat('x', 10 * 1024 * 1024 - 100);
        $post = self::post(Answer::body("result=0\r\nx=$value\r\n"));

        self::assertTrue($post->result, $post->message);
        self::assertSame($value, $post->rows[0]['x']);
    }

    /** @param array<string, string|null> $settings */
    private static function post(Answer $answer, array $settings = []): Post
    {
        BodyServer::get()->serve($answer);

        return Post::send(['telegram_kind' => '020'], $settings);
    }

    /** @return array<string, string> */
    private static function proxy(): array
    {
        $proxy = Process::start(Process::php([dirname(__DIR__) . '/servers/connect_proxy.php']));

        return ['proxy_server_ip' => '127.0.0.1', 'proxy_server_port' => $proxy->line()];
    }

    private static function assertAnswered(Post $post): void
    {
        self::assertTrue($post->result, $post->message);
        self::assertSame('0', $post->status);
        self::assertSame([['payment_id' => '1']], $post->rows);
        self::assertSame([], $post->raised->warnings);
    }

    private static function assertFailed(Post $post): void
    {
        self::assertSame('E02005', $post->result);
        self::assertSame(['E02005'], $post->raised->codes());
        self::assertNotSame('', trim($post->message, ': '));
    }
}
