<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Certificates;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Scratch;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\TestCase;

/** Failures by libcurl's error number (connection-module 7, 14 item 6). */
final class TransportErrorTest extends TestCase
{
    public function testWrongCa(): void
    {
        self::assertFailure('E02004', 60, self::post(['ca_file_path' => BodyServer::get()->dir . '/other-ca.crt']));
    }

    public function testMissingCaFile(): void
    {
        $path = '/nowhere/ca.crt';

        self::assertFailure('E02004', 77, self::post(['ca_file_path' => $path]), $path);
    }

    public function testMissingClientFile(): void
    {
        $path = '/nowhere/client.pem';

        self::assertFailure('E02004', 58, self::post(['client_file_path' => $path]), $path);
    }

    public function testClientFileThatIsNoPem(): void
    {
        $path = Scratch::directory('pem') . '/client.pem';
        file_put_contents($path, "no certificate\n");

        self::assertFailure('E02004', 58, self::post(['client_file_path' => $path]), $path);
    }

    public function testKeyOfAnotherCertificate(): void
    {
        $dir = BodyServer::get()->dir;
        $path = Scratch::directory('pem') . '/client.pem';
        file_put_contents($path, file_get_contents("$dir/client.crt") . file_get_contents("$dir/server.key"));

        self::assertFailure('E02004', 58, self::post(['client_file_path' => $path]), $path);
    }

    public function testExpiredClientCertificateWarnsAndTheServerDecides(): void
    {
        $path = Scratch::directory('pem') . '/client.pem';
        Certificates::expired(BodyServer::get()->dir, $path);

        $post = self::post(['client_file_path' => $path]);

        self::assertSame('E02005', $post->result, $post->message);
        self::assertCount(2, $post->raised->warnings);
        self::assertStringContainsString($path, $post->raised->warnings[0]);
        self::assertStringContainsString('expired', $post->raised->warnings[0]);
        self::assertSame([], BodyServer::get()->requests());
    }

    public function testRefusedPort(): void
    {
        // A port that was free a moment ago.
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        self::assertIsResource($socket);
        $address = (string) stream_socket_get_name($socket, false);
        fclose($socket);

        self::assertFailure('E02005', 7, self::post(['url.02' => "https://$address/"]));
    }

    public function testUnknownHost(): void
    {
        self::assertFailure('E02005', 6, self::post(['url.02' => 'https://paygent.invalid/n/card/request']));
    }

    public function testUnknownProxy(): void
    {
        self::assertFailure('E02005', 5, self::post([
            'proxy_server_name' => 'proxy.invalid',
            'proxy_server_port' => '3128',
        ]));
    }

    public function testProxyThatRefusesTheTunnel(): void
    {
        $proxy = Process::start(Process::php([dirname(__DIR__) . '/servers/connect_proxy.php', 'refuse']));

        self::assertFailure('E02005', 56, self::post([
            'proxy_server_ip' => '127.0.0.1',
            'proxy_server_port' => $proxy->line(),
        ]));
    }

    public function testTimeOutAfterSending(): void
    {
        BodyServer::get()->serve(Answer::late(3000, "result=0\r\n"));
        $post = Post::send(
            ['telegram_kind' => '020'],
            [],
            static fn (PaygentB2BModule $module) => $module->setTimeout(1),
        );

        self::assertCount(1, BodyServer::get()->requests());
        self::assertFailure('E02005', 28, $post, requests: 1);
    }

    public function testServerThatIsNoTlsServer(): void
    {
        $server = Process::start(Process::php([dirname(__DIR__) . '/servers/plain_server.php']));

        self::assertFailure('E02005', 35, self::post(['url.02' => "https://127.0.0.1:{$server->line()}/"]));
    }

    public function testHostNameIsVerified(): void
    {
        $port = BodyServer::get()->port;

        self::assertFailure('E02004', 60, self::post(['url.02' => "https://localhost:$port/"]));
    }

    public function testEnvironmentProxyIsIgnored(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));
        putenv('https_proxy=http://127.0.0.1:1');
        try {
            self::assertTrue(Post::send(['telegram_kind' => '020'])->result);
        } finally {
            putenv('https_proxy');
        }
    }

    public function testNoSecretIsInAMessage(): void
    {
        $post = Post::send(
            ['telegram_kind' => '020', 'card_number' => '4900000000000000', 'card_conf_number' => '987'],
            ['ca_file_path' => '/nowhere/ca.crt'],
        );

        $texts = $post->message . implode('', $post->raised->warnings);
        self::assertStringNotContainsString('4900', $texts);
        self::assertStringNotContainsString('987', $texts);
        self::assertStringNotContainsString('defpw', $texts);
    }

    /** @param array<string, string|null> $settings */
    private static function post(array $settings): Post
    {
        BodyServer::get()->serve(Answer::body("result=0\r\n"));

        return Post::send(['telegram_kind' => '020'], $settings);
    }

    private static function assertFailure(string $code, int $errno, Post $post, string $named = '', int $requests = 0): void
    {
        self::assertSame($code, $post->result, $post->message);
        self::assertStringStartsWith("$code: $errno: ", $post->message);
        self::assertStringContainsString($named, $post->message);
        self::assertSame([$code], $post->raised->codes());
        self::assertNull($post->status);
        self::assertNull($post->code);
        self::assertFalse($post->module->hasResNext());
        self::assertNull($post->module->resNext());
        self::assertCount($requests, BodyServer::get()->requests());
    }
}
