<?php

declare(strict_types=1);

namespace Paygent\Examples\Tour;

use Paygent\Client;
use Paygent\Response;
use RuntimeException;

/** The shop's server on the tour: sends telegrams, asks the test tool, prints what happens. */
final class Tour
{
    /** @var list<string> what did not go as expected */
    public array $surprises = [];
    private readonly Client $client;
    private int $read = 0;

    /** @param string $inbox the file that notices.php appends to */
    public function __construct(
        string $config,
        private readonly string $merchantId,
        private readonly string $toolUrl,
        private readonly string $inbox,
    ) {
        $this->client = Client::fromConfig($config);
    }

    public function title(string $title): void
    {
        printf("\n%s\n", $title);
    }

    public function line(string $who, string $what): void
    {
        printf("    %-9s %s\n", $who, $what);
    }

    /** @param array<string, string> $fields */
    public function send(string $what, string $kind, array $fields): Response
    {
        $answer = $this->client->send($kind, $fields + [
            'merchant_id' => $this->merchantId, 'telegram_version' => '1.0',
        ]);
        $payment = $answer->get('payment_id') ?? '';
        $said = $answer->isSuccess() ? 'accepted' : "refused: {$answer->code()} {$answer->detail()}";
        $this->line("shop $kind", $what . ': ' . $said . ($payment === '' ? '' : ", payment $payment"));
        if (!$answer->isSuccess()) {
            $this->surprises[] = "$kind $what: $said";
        }

        return $answer;
    }

    /** Asks for the payment's status and compares. */
    public function status(string $paymentId, string $expected, string $meaning): void
    {
        $answer = $this->client->send('094', [
            'merchant_id' => $this->merchantId, 'telegram_version' => '1.0', 'payment_id' => $paymentId,
        ]);
        $status = (string) $answer->get('payment_status');
        $good = $status === $expected;
        $this->line('shop 094', "payment $paymentId has status $status"
            . ($good ? " ($meaning)" : ", UNEXPECTED, should be $expected ($meaning)"));
        if (!$good) {
            $this->surprises[] = "payment $paymentId has status $status instead of $expected";
        }
    }

    /** @param array<string, string> $wish */
    public function tool(string $method, string $path, array $wish = []): mixed
    {
        $context = stream_context_create(['http' => [
            'method' => $method,
            'header' => 'Content-Type: application/json',
            'content' => $wish === [] ? '' : json_encode($wish, JSON_THROW_ON_ERROR),
            'ignore_errors' => true,
        ]]);
        $body = (string) file_get_contents($this->toolUrl . $path, false, $context);
        $answer = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
        if (is_array($answer) && isset($answer['error'])) {
            throw new RuntimeException("$method $path: $body");
        }

        return $answer;
    }

    /** Lets time pass; what falls due in it has happened afterwards. */
    public function wait(string $span): void
    {
        /** @var array{now: string} $clock */
        $clock = $this->tool('POST', '/tool/clock', ['advance' => $span]);
        $this->line('clock', "$span later it is {$clock['now']}");
    }

    /** Prints what the shop's server was told since the last call. */
    public function notices(): void
    {
        $this->waitForDelivery();
        $lines = is_file($this->inbox) ? (array) file($this->inbox, FILE_IGNORE_NEW_LINES) : [];
        foreach (array_slice($lines, $this->read) as $line) {
            parse_str((string) $line, $notice);
            $word = static fn (string $name): string => is_string($notice[$name] ?? null) ? $notice[$name] : '';
            $this->line('notified', "no. {$word('payment_notice_id')}: payment {$word('payment_id')} has status "
                . "{$word('payment_status')} since {$word('change_date')}, hash {$word('verdict')}");
            if ($word('verdict') !== 'right') {
                $this->surprises[] = "notice {$word('payment_notice_id')} has a wrong hash";
            }
        }
        $this->read = count($lines);
    }

    public function noticesSoFar(): int
    {
        return $this->read;
    }

    private function waitForDelivery(): void
    {
        for ($tries = 0; $tries < 400; $tries++) {
            /** @var array{notices: list<array{push: string}>} $log */
            $log = $this->tool('GET', '/tool/notices?limit=1000');
            if (!in_array('waiting', array_column($log['notices'], 'push'), true)) {
                return;
            }
            usleep(25_000);
        }
        $this->surprises[] = 'notices wait for their delivery';
    }
}
