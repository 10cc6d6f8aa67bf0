// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sanvat::test {

/// An answer as a client reads it.
struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string> headers;  ///< names in small letters
    std::string body;

    /// Empty where there is none.
    [[nodiscard]] std::string header(const std::string& name) const;
};

/// One connection to a server on this machine, byte by byte. Every wait ends after 20 seconds with an exception.
class HttpClient {
public:
    explicit HttpClient(std::uint16_t port);
    ~HttpClient();
    HttpClient(HttpClient&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), rest_(std::move(other.rest_)) {}
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Sends the bytes as they are.
    void send(std::string_view bytes);

    /// Reads one answer. `to_head`: the answer to HEAD has no body whatever its Content-Length.
    [[nodiscard]] HttpAnswer read(bool to_head = false);

    /// True once the server has ended the connection and all that it sent has been read.
    [[nodiscard]] bool at_end();

    /// A request with a Host header and further header lines, each ended by "\r\n".
    [[nodiscard]] HttpAnswer request(std::string_view method, std::string_view target, std::string_view headers = {},
                                     std::string_view body = {});
    [[nodiscard]] HttpAnswer get(std::string_view target, std::string_view headers = {}) {
        return request("GET", target, headers);
    }

    [[nodiscard]] int socket() const noexcept { return socket_; }

private:
    bool receive();

    int socket_ = -1;
    std::string rest_;  // received and not yet read
};

}  // namespace sanvat::test
