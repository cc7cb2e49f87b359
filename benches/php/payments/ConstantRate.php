<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

/**
 * Posts bodies at a constant rate, whether the answers come or not, as somebody does who does not wait for us.
 * A latency counts from the moment at which the request was due.
 */
final class ConstantRate
{
    private \CurlMultiHandle $multi;

    /** @var list<float> milliseconds */
    public array $latencies = [];

    public int $failed = 0;

    public function __construct(private readonly string $url, private readonly string $expected)
    {
        $this->multi = curl_multi_init();
    }

    /** @param list<string> $bodies */
    public function post(array $bodies, int $perSecond): void
    {
        $started = hrtime(true);
        $next = 0;
        $open = 0;
        while ($next < \count($bodies) || $open > 0) {
            $due = $started + intdiv($next * 1_000_000_000, $perSecond);
            while ($next < \count($bodies) && $due <= hrtime(true)) {
                curl_multi_add_handle($this->multi, $this->request($bodies[$next], $due));
                ++$open;
                $due = $started + intdiv(++$next * 1_000_000_000, $perSecond);
            }
            curl_multi_exec($this->multi, $running);
            while (($done = curl_multi_info_read($this->multi)) !== false) {
                --$open;
                /** @var \CurlHandle $handle */
                $handle = $done['handle'];
                $this->done($handle);
            }
            $this->wait((int) max(0, $due - hrtime(true)), $open);
        }
    }

    /** Until the next request is due, or an answer comes. */
    private function wait(int $nanoseconds, int $open): void
    {
        if ($open === 0) {
            usleep(intdiv($nanoseconds, 1000));
        } else {
            curl_multi_select($this->multi, max(0.0005, $nanoseconds / 1e9));
        }
    }

    private function request(string $body, int $due): \CurlHandle
    {
        $handle = curl_init($this->url);
        curl_setopt_array($handle, [
            \CURLOPT_POSTFIELDS => $body,
            \CURLOPT_RETURNTRANSFER => true,
            \CURLOPT_TIMEOUT => 30,
            \CURLOPT_PRIVATE => (string) $due,
        ]);

        return $handle;
    }

    private function done(\CurlHandle $handle): void
    {
        $due = curl_getinfo($handle, \CURLINFO_PRIVATE);
        $this->latencies[] = (hrtime(true) - (\is_string($due) ? (int) $due : 0)) / 1e6;
        if (curl_multi_getcontent($handle) !== $this->expected) {
            ++$this->failed;
        }
        curl_multi_remove_handle($this->multi, $handle);
    }
}
