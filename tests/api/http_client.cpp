// SPDX-License-Identifier: Apache-2.0
#include "tests/api/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace sanvat::test {

namespace {

std::runtime_error failed(const std::string& what) {
    return std::runtime_error(what + ": " + std::strerror(errno));
}

std::string small(std::string text) {
    for (char& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

HttpAnswer parse_head(const std::string& head) {
    HttpAnswer answer;
    answer.status = std::stoi(head.substr(head.find(' ') + 1));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
        const std::size_t end = head.find("\r\n", at);
        const std::string line = head.substr(at, end - at);
        const std::size_t colon = line.find(": ");
        if (colon != std::string::npos) answer.headers[small(line.substr(0, colon))] = line.substr(colon + 2);
        at = end + 2;
    }
    return answer;
}

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

HttpClient::HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (socket_ < 0) throw failed("socket");
    timeval patience{};
    patience.tv_sec = 20;
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) throw failed("connect");
}

HttpClient::~HttpClient() {
    if (socket_ >= 0) ::close(socket_);
}

void HttpClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0) throw failed("send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool HttpClient::receive() {
    std::array<char, 65536> buffer{};
    const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count < 0 && errno == ECONNRESET) return false;
    if (count < 0) throw failed("recv");
    rest_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

HttpAnswer HttpClient::read(bool to_head) {
    while (rest_.find("\r\n\r\n") == std::string::npos) {
        if (!receive()) throw std::runtime_error("the server ended the connection without an answer");
    }
    const std::size_t head_end = rest_.find("\r\n\r\n") + 4;
    HttpAnswer answer = parse_head(rest_.substr(0, head_end));
    rest_.erase(0, head_end);
    if (to_head || answer.header("content-length").empty()) return answer;
    const auto length = static_cast<std::size_t>(std::stoull(answer.header("content-length")));
    while (rest_.size() < length) {
        if (!receive()) throw std::runtime_error("the server ended the connection within an answer");
    }
    answer.body = rest_.substr(0, length);
    rest_.erase(0, length);
    return answer;
}

bool HttpClient::at_end() {
    return rest_.empty() && !receive();
}

HttpAnswer HttpClient::request(std::string_view method, std::string_view target, std::string_view headers,
                               std::string_view body) {
    std::string text;
    text.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: test.example\r\n").append(headers);
    if (!body.empty()) text.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    text.append("\r\n").append(body);
    send(text);
    return read(method == "HEAD");
}

}  // namespace sanvat::test
