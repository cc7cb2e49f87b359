<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Notice;

use Paygent\Payments\Notice\Intake;
use Paygent\Payments\Notice\Reply;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** An authentic notice that is none of ours must not stop the notices of every site. */
final class UnreadableNoticeTest extends EngineTestCase
{
    #[DataProvider('databases')]
    public function testIsTakenOnceAndLeavesNoHole(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $fields = [
            'payment_notice_id' => '77',
            'payment_id' => '900',
            'trading_id' => 'MULTI_CURRENCY',
            'payment_type' => '02',
            'payment_status' => '40',
            'payment_amount' => '12.50',
        ];
        $text = '77' . '900' . 'MULTI_CURRENCY' . '02' . '12.50' . self::$paygent->contract('notice_hash_key');
        $fields['hc'] = hash('sha256', $text);

        self::assertSame(Reply::Taken, $bench->engine->intake->receive($bench->account, $fields));
        self::assertSame(Reply::Taken, $bench->engine->intake->receive($bench->account, $fields));
        self::assertSame(0, $bench->engine->applier->apply());
        self::assertSame(
            ['77', '', 'attention'],
            array_map(strval(...), array_values($bench->engine->database->row(
                'SELECT payment_notice_id, payment_id, state FROM {notice}',
            ) ?? [])),
        );
        self::assertSame(2, $bench->engine->database->int(
            'SELECT amount FROM {counter} WHERE name = ?',
            [Intake::MALFORMED . ':' . $bench->account->id],
        ));

        $fields['hc'] = hash('sha256', $text . 'x');
        self::assertSame(Reply::Failed, $bench->engine->intake->receive($bench->account, $fields));
    }
}
