<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

use Closure;
use Paygent\Client;
use Paygent\Exception\ConfigException;
use Paygent\Exception\PaygentException;
use Paygent\Exception\RequestException;
use Paygent\Exception\TransportException;
use Paygent\Payments\Account\Account;
use Paygent\Response;
use Throwable;

/** Sends through the PHP extension `paygent`: the only class, with LinkRequest, that names it. */
final class ExtensionGateway implements Gateway
{
    /** Kind of the requests that go to the link type's address instead of a telegram's. */
    public const LINK = 'link';

    /** @var array<string, Client> by settings file */
    private array $clients = [];

    /** @var Closure(Account): string */
    private readonly Closure $settingsFile;

    /**
     * @param callable(Account): string $settingsFile path of the connection module's settings file
     *     (modenv_properties: certificate, addresses, time-out) of an account
     *
     * @throws \RuntimeException without the extension
     */
    public function __construct(private readonly Credentials $credentials, callable $settingsFile)
    {
        if (!\extension_loaded('paygent')) {
            throw new \RuntimeException(
                'Telegrams need the PHP extension "paygent", which is not loaded here (php -m). '
                . 'Notices are received without it.',
            );
        }
        $this->settingsFile = $settingsFile(...);
    }

    public function send(Account $account, Telegram $telegram): Answer
    {
        try {
            $login = $this->credentials->of($account);
            $file = ($this->settingsFile)($account);
            $client = $telegram->kind === self::LINK ? null : $this->client($file);
        } catch (Throwable $problem) {
            return self::notSent($problem);
        }
        try {
            return $client === null
                ? LinkRequest::send($login->linkUrl, $file, $telegram->fields)
                : self::read($client->send($telegram->kind, self::fields($account, $login, $telegram)));
        } catch (Throwable $problem) {
            return self::failure($problem);
        }
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        $links = array_filter($telegrams, static fn (Telegram $one): bool => $one->kind === self::LINK);
        $others = array_diff_key($telegrams, $links);
        $answers = $others === [] ? [] : $this->sendTogether($account, $others, max(1, $concurrency));
        foreach ($links as $key => $telegram) {
            $answers[$key] = $this->send($account, $telegram);
        }
        $ordered = [];
        foreach ($telegrams as $key => $telegram) {
            $ordered[$key] = $answers[$key];
        }

        return $ordered;
    }

    /**
     * @template K of array-key
     *
     * @param array<K, Telegram> $telegrams
     *
     * @return array<K, Answer>
     */
    private function sendTogether(Account $account, array $telegrams, int $concurrency): array
    {
        try {
            $login = $this->credentials->of($account);
            $client = $this->client(($this->settingsFile)($account));
        } catch (Throwable $problem) {
            return array_map(static fn (): Answer => self::notSent($problem), $telegrams);
        }
        try {
            $results = $client->sendAll(array_map(static fn (Telegram $telegram): array => [
                'kind' => $telegram->kind,
                'fields' => self::fields($account, $login, $telegram),
            ], $telegrams), $concurrency);
        } catch (Throwable $problem) {
            return array_map(static fn (): Answer => self::failure($problem), $telegrams);
        }
        $answers = [];
        foreach ($telegrams as $key => $telegram) {
            $result = $results[$key] ?? null;
            $answers[$key] = $result instanceof Response ? self::read($result) : self::failure($result);
        }

        return $answers;
    }

    private function client(string $file): Client
    {
        return $this->clients[$file] ??= Client::fromConfig($file);
    }

    /** @return array<string, string|int> */
    private static function fields(Account $account, Login $login, Telegram $telegram): array
    {
        return [
            'merchant_id' => $account->merchantId,
            'connect_id' => $login->connectId,
            'connect_password' => $login->connectPassword->reveal(),
            'telegram_version' => '1.0',
        ] + ($account->siteId === '' ? [] : ['site_id' => $account->siteId]) + $telegram->fields;
    }

    private static function read(Response $response): Answer
    {
        if ($response->status() === '') {
            return Answer::unknown('', 'the answer has no result');
        }

        return Answer::answered($response->status(), $response->code(), $response->detail(), $response->toArray());
    }

    /** Before a telegram was handed over. */
    private static function notSent(Throwable $problem): Answer
    {
        return Answer::notSent(self::code($problem), self::detail($problem));
    }

    /** While it was on its way: not sent only where that is certain (money rule 2). */
    private static function failure(?Throwable $problem): Answer
    {
        $notSent = match (true) {
            $problem instanceof TransportException => $problem->outcome() === TransportException::NOT_SENT,
            default => $problem instanceof RequestException || $problem instanceof ConfigException,
        };

        return $notSent && $problem !== null
            ? self::notSent($problem)
            : Answer::unknown(self::code($problem), self::detail($problem));
    }

    private static function code(?Throwable $problem): string
    {
        return $problem instanceof PaygentException ? $problem->vendorCode() : '';
    }

    /** Texts of the extension hold no values of fields; what others' hold nobody knows. */
    private static function detail(?Throwable $problem): string
    {
        return match (true) {
            $problem instanceof PaygentException => $problem->getMessage(),
            $problem === null => 'no result',
            default => $problem::class,
        };
    }
}
