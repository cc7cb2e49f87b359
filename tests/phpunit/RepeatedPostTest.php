<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Scratch;
use PaygentModule\System\PaygentB2BModule;
use PHPUnit\Framework\TestCase;

/** Several posts of one object (connection-module 4.4, 14 item 8). */
final class RepeatedPostTest extends TestCase
{
    private const GOOD = "result=0\r\npayment_id=1\r\n";

    public function testParametersStay(): void
    {
        BodyServer::get()->serve(Answer::body(self::GOOD));

        Post::send(['telegram_kind' => '020', 'merchant_id' => 'M001'])->again(['trading_id' => 'second']);

        self::assertSame(
            ['telegram_kind', 'merchant_id', 'trading_id', 'connect_id', 'connect_password'],
            array_keys(BodyServer::get()->requests()[1]->fields()),
        );
    }

    public function testOldAnswerIsGoneAfterAFailure(): void
    {
        BodyServer::get()->serve(Answer::body(self::GOOD), Answer::nothing());
        $post = Post::send(['telegram_kind' => '020']);
        self::assertTrue($post->result);
        self::assertSame('0', $post->status);

        $post->again([]);

        self::assertSame('E02005', $post->result);
        self::assertNull($post->status);
        self::assertNull($post->code);
        self::assertNull($post->detail);
        self::assertSame([], $post->rows);
        self::assertCount(2, BodyServer::get()->requests());
    }

    public function testOldAnswerIsGoneAfterARefusalBeforeSending(): void
    {
        BodyServer::get()->serve(Answer::body(self::GOOD));

        $post = Post::send(['telegram_kind' => '020'])->again(['telegram_kind' => '']);

        self::assertSame('E02003', $post->result);
        self::assertNull($post->status);
        self::assertSame([], $post->rows);
    }

    public function testEncodedValuesAreNotEncodedTwice(): void
    {
        BodyServer::get()->serve(Answer::body(self::GOOD));
        $bytes = mb_convert_encoding('カナ髙', 'SJIS-win', 'UTF-8');

        $post = Post::send(
            ['telegram_kind' => '450', 'name' => $bytes, 'claim_kana' => $bytes],
            [],
            static fn (PaygentB2BModule $module) => $module->setEncoding('Shift_JIS'),
        )->again([]);

        foreach (BodyServer::get()->requests() as $request) {
            self::assertSame('カナ髙', $request->fields()['name']);
            self::assertSame('ｶﾅ髙', $request->fields()['claim_kana']);
        }
        self::assertSame($bytes, $post->module->reqGet('name'));
        self::assertSame($bytes, $post->module->reqGet('claim_kana'));
    }

    public function testInjectedValuesDoNotStay(): void
    {
        BodyServer::get()->serve(Answer::body("1,0\r\n"), Answer::body(self::GOOD));
        $path = Scratch::directory('send') . '/file';
        file_put_contents($path, 'content');

        Post::send(
            ['telegram_kind' => '027'],
            [],
            static fn (PaygentB2BModule $module) => $module->setSendFilePath($path),
        )->again(['telegram_kind' => '020'], static fn (PaygentB2BModule $module) => $module->setSendFilePath(''));

        [$first, $second] = BodyServer::get()->requests();
        self::assertSame('2000', $first->fields()['limit_count']);
        self::assertSame('content', $first->fields()['data']);
        self::assertSame(['telegram_kind', 'connect_id', 'connect_password'], array_keys($second->fields()));
    }

    public function testInitAgainKeepsParametersAndTheLastAnswer(): void
    {
        BodyServer::get()->serve(Answer::body(self::GOOD));
        $post = Post::send(['telegram_kind' => '020', 'merchant_id' => 'M001']);
        $post->module->setTimeout('7');

        self::assertTrue($post->module->init());
        self::assertSame('0', $post->module->getResultStatus());
        self::assertSame('M001', $post->module->reqGet('merchant_id'));
        self::assertSame('35', $post->module->getTimeout());
    }

    public function testTwoObjectsDoNotShareAnything(): void
    {
        BodyServer::get()->serve(Answer::body("result=0\r\npayment_id=1\r\n"), Answer::body("result=0\r\npayment_id=2\r\n"));
        $first = Post::send(['telegram_kind' => '020'], ['default_id' => 'one']);
        $second = Post::send(['telegram_kind' => '020'], ['default_id' => 'two']);

        self::assertSame([['payment_id' => '1']], $first->rows);
        self::assertSame([['payment_id' => '2']], $second->rows);
        self::assertSame('one', BodyServer::get()->requests()[0]->fields()['connect_id']);
        self::assertSame('two', BodyServer::get()->requests()[1]->fields()['connect_id']);
        self::assertSame('one', $first->module->getDefaultId());
    }
}
