<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Settings;
use PHPUnit\Framework\TestCase;

/** `memory_limit` ends a script in the middle of sendAll(): nothing is left half sent. */
final class OutOfMemoryTest extends TestCase
{
    public function testTelegramsUnderWayAreFinishedBeforeTheScriptEnds(): void
    {
        $dir = BodyServer::get()->dir;
        @unlink($dir . '/received.txt');
        file_put_contents($dir . '/answered.txt', '');
        $server = Process::start(Process::php([dirname(__DIR__) . '/servers/echo_server.php', $dir]));
        $settings = Settings::file(['url.02' => "https://127.0.0.1:{$server->line()}/n/card/request"]);

        $printed = Process::run([
            '-d', 'memory_limit=16M',
            '-d', 'display_errors=1',
            '-d', 'log_errors=0',
            '-d', 'paygent.tls_backend=' . ini_get('paygent.tls_backend'),
            __DIR__ . '/scripts/out_of_memory.php', $settings, $dir . '/answered.txt',
        ]);
        $server->stop();

        self::assertStringContainsString('Allowed memory size', $printed);
        self::assertStringEndsWith("answered: 3\n", $printed);
        self::assertSame(3, substr_count((string) file_get_contents($dir . '/received.txt'), "\n"));
    }
}
