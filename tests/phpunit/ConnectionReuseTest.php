<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Client;
use Paygent\Exception\TransportException;
use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Request;
use Paygent\Tests\Support\Settings;
use PHPUnit\Framework\TestCase;

/** Kept connections: faster, and never a telegram twice or lost by our doing (money rule 1). */
final class ConnectionReuseTest extends TestCase
{
    private const GOOD = "result=0\r\n";

    public function testConnectionIsUsedAgainByANewObject(): void
    {
        BodyServer::get()->serve(Answer::kept(self::GOOD), Answer::kept(self::GOOD), Answer::body(self::GOOD));
        $settings = Settings::file();

        foreach ([1, 2, 3] as $number) {
            $post = Post::with(new \PaygentModule\System\PaygentB2BModule($settings), ['telegram_kind' => '020', 'n' => $number]);
            self::assertTrue($post->result, $post->message);
        }

        self::assertSame(['1', '2', '3'], self::numbers());
        // libcurl opens one connection per telegram: it would send a telegram again by itself.
        $connections = array_unique(array_map(
            static fn (Request $request): int => $request->connection,
            BodyServer::get()->requests(),
        ));
        self::assertCount(ini_get('paygent.tls_backend') === 'libcurl' ? 3 : 1, $connections);
    }

    public function testServerThatClosesWhileIdleIsAskedOnANewConnection(): void
    {
        BodyServer::get()->serve(Answer::closedAfter(100, self::GOOD), Answer::body(self::GOOD));
        $client = Client::fromConfig(Settings::file());

        self::assertTrue($client->send('020', ['n' => 1])->isSuccess());
        usleep(300_000);
        self::assertTrue($client->send('020', ['n' => 2])->isSuccess());

        self::assertSame(['1', '2'], self::numbers());
    }

    public function testServerThatClosesAfterReadingIsNotAskedAgain(): void
    {
        BodyServer::get()->serve(Answer::kept(self::GOOD), Answer::nothing(), Answer::body(self::GOOD));
        $client = Client::fromConfig(Settings::file());
        self::assertTrue($client->send('020', ['n' => 1])->isSuccess());

        try {
            $client->send('020', ['n' => 2]);
            self::fail('no exception');
        } catch (TransportException $error) {
            self::assertSame(TransportException::UNKNOWN, $error->outcome());
        }

        self::assertSame(['1', '2'], self::numbers());
        self::assertTrue($client->send('020', ['n' => 3])->isSuccess());
        self::assertSame(['1', '2', '3'], self::numbers());
    }

    public function testConnectionOfAnotherAccountIsNotUsed(): void
    {
        BodyServer::get()->serve(Answer::kept(self::GOOD), Answer::body(self::GOOD));
        $other = ['client_file_path' => BodyServer::get()->dir . '/other-client.pem'];

        self::assertTrue(Post::send(['telegram_kind' => '020'])->result);
        self::assertTrue(Post::send(['telegram_kind' => '020'], $other)->result);

        [$first, $second] = BodyServer::get()->requests();
        self::assertNotSame($first->connection, $second->connection);
    }

    /** @return list<string> field n of every telegram that the server received */
    private static function numbers(): array
    {
        return array_map(
            static fn (Request $request): string => $request->fields()['n'],
            BodyServer::get()->requests(),
        );
    }
}
