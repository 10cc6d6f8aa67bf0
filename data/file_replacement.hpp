// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace sanvat::data {

/// A file that appears under its name only when it is complete: written under a temporary name in the same folder, then
/// flushed to disk and renamed. Without a commit nothing is left behind. Throws Error(failure) naming the file.
class FileReplacement {
public:
    explicit FileReplacement(std::filesystem::path target);
    ~FileReplacement();
    FileReplacement(const FileReplacement&) = delete;
    FileReplacement& operator=(const FileReplacement&) = delete;

    /// Where to write; ends with the target's name, so that writers which look at the ending see it.
    [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return temporary_; }

    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
};

}  // namespace sanvat::data
