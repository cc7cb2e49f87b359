<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Settings;
use PHPUnit\Framework\TestCase;

/** pcntl_fork with live connections: to each its own answers, and every telegram once. */
final class ForkTest extends TestCase
{
    public function testParentAndChildrenGetTheirOwnAnswers(): void
    {
        $dir = BodyServer::get()->dir;
        @unlink($dir . '/received.txt');
        $server = Process::start(Process::php([dirname(__DIR__) . '/servers/echo_server.php', $dir]));
        $settings = Settings::file(['url.02' => "https://127.0.0.1:{$server->line()}/n/card/request"]);

        $backend = (string) ini_get('paygent.tls_backend');
        $wrong = Process::run([
            '-d', "paygent.tls_backend=$backend",
            '-d', 'paygent.idle_timeout=60', // the machine may be slow
            __DIR__ . '/scripts/fork.php', $settings,
        ]);
        $server->stop();

        self::assertSame('[]', $wrong);
        $connections = [];
        foreach ((array) file($dir . '/received.txt', FILE_IGNORE_NEW_LINES) as $line) {
            [$connection, $id] = explode(' ', (string) $line);
            self::assertArrayNotHasKey($id, $connections, "$id came twice");
            $connections[$id] = $connection;
        }
        self::assertCount(1 + 20 + 20 + 1 + 6 + 1 + 1, $connections);
        if ($backend !== 'libcurl') {
            self::assertSame($connections['before'], $connections['parent-19'], 'the parent keeps what it has');
            self::assertSame($connections['before'], $connections['after'], 'the exit of a child disturbs nobody');
            self::assertNotSame($connections['before'], $connections['child-0'], 'the child has its own');
            self::assertSame($connections['child-0'], $connections['child-19']);
        }
    }
}
