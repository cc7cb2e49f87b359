<?php

declare(strict_types=1);

namespace Paygent\Tests;

use Paygent\Tests\Support\Answer;
use Paygent\Tests\Support\BodyServer;
use Paygent\Tests\Support\Post;
use Paygent\Tests\Support\Scratch;
use PaygentModule\System\PaygentB2BModule;

/** What the ledger's entries have in common. */
final class Provoke
{
    /** A complete good answer. */
    public const GOOD = "result=0\r\npayment_id=1\r\n";

    /**
     * Serves a complete body to one post().
     *
     * @param array<mixed> $fields
     * @param array<string, string|null> $settings
     * @param (\Closure(PaygentB2BModule): mixed)|null $prepare
     */
    public static function post(
        string $body = self::GOOD,
        array $fields = ['telegram_kind' => '020'],
        array $settings = [],
        ?\Closure $prepare = null,
    ): Post {
        return self::answer([Answer::body($body)], $fields, $settings, $prepare);
    }

    /**
     * @param non-empty-list<Answer> $answers
     * @param array<mixed> $fields
     * @param array<string, string|null> $settings
     * @param (\Closure(PaygentB2BModule): mixed)|null $prepare
     */
    public static function answer(
        array $answers,
        array $fields = ['telegram_kind' => '020'],
        array $settings = [],
        ?\Closure $prepare = null,
    ): Post {
        BodyServer::get()->serve(...$answers);

        return Post::send($fields, $settings, $prepare);
    }

    /** A field of the number-th telegram that reached the server. */
    public static function sent(string $field, int $number = 0): ?string
    {
        return BodyServer::get()->requests()[$number]->fields()[$field] ?? null;
    }

    /** How many telegrams reached the server. */
    public static function count(): int
    {
        return count(BodyServer::get()->requests());
    }

    /** Text as a merchant's Shift_JIS script holds it. */
    public static function sjis(string $text): string
    {
        return mb_convert_encoding($text, 'SJIS-win', 'UTF-8');
    }

    /** @return \Closure(PaygentB2BModule): mixed */
    public static function encoding(?string ...$names): \Closure
    {
        return static function (PaygentB2BModule $module) use ($names): void {
            foreach ($names as $name) {
                $module->setEncoding($name);
            }
        };
    }

    /** @return \Closure(PaygentB2BModule): mixed */
    public static function csv(string $path): \Closure
    {
        return static fn (PaygentB2BModule $module) => $module->setResultCsv($path);
    }

    /**
     * What the log holds after one telegram.
     *
     * @param array<string, string> $fields
     */
    public static function logged(array $fields = [], string $debug = '1', string $answer = self::GOOD): string
    {
        $path = self::logPath();
        self::post($answer, ['telegram_kind' => '020'] + $fields, ['log_output_path' => $path, 'debug_flg' => $debug]);

        return is_file($path) ? (string) file_get_contents($path) : '';
    }

    public static function logPath(): string
    {
        return Scratch::directory('log') . '/module.log';
    }

    public static function csvPath(): string
    {
        return Scratch::directory('csv') . '/result.csv';
    }
}
