// SPDX-License-Identifier: Apache-2.0
// Inside the tiler module only: writing a file so that no error goes unseen.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string_view>

namespace sanvat::tiler {

/// A new file, written from its beginning. Errors, a full disk among them, are failure naming the file.
class OutputStream {
public:
    explicit OutputStream(std::filesystem::path file);
    ~OutputStream();
    OutputStream(const OutputStream&) = delete;
    OutputStream& operator=(const OutputStream&) = delete;

    void write(std::string_view bytes);
    /// Must be called in the end: some systems tell of a full disk no earlier.
    void close();

private:
    [[noreturn]] void fail(std::string_view doing) const;

    std::filesystem::path file_;
    std::FILE* stream_ = nullptr;
};

}  // namespace sanvat::tiler
